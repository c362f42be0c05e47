import { z } from "zod";
import { latest, type Page } from "../content/model.ts";
import { refuseV1 } from "../content/refusal.ts";
import { type Answer, type Call, ok, type Operation, type ParameterSpec, ref } from "../openapi/operation.ts";
import { titleSlug, wikiBase } from "../v2/shapes.ts";

const write = "write:confluence-content";
const refusal = { description: "The request was refused.", schema: ref("Refusal") };
const contentId: ParameterSpec = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of the page.",
  schema: { type: "string" },
};

const labelBody = z.array(z.object({ prefix: z.string().default("global"), name: z.string().min(1) })).min(1);

const restoreBody = z.object({
  operationKey: z.literal("restore"),
  params: z.object({
    versionNumber: z.number().int(),
    message: z.string().default(""),
    restoreTitle: z.boolean().optional(),
  }),
});

/** The page of a path parameter, or the v1 answer for a miss. */
export const findContent = (call: Call, name = "id"): Page => {
  const id = call.path[name] ?? "";
  const page = call.content.pages.get(id);
  if (page === undefined || page.status === "trashed")
    throw refuseV1(404, `No content found with id: ContentId{id=${id}}`);
  return page;
};

export const readV1Body = async <Parsed>(call: Call, schema: z.ZodType<Parsed>): Promise<Parsed> => {
  const text = await call.request.text();
  const value = z.string().transform(parseJson).pipe(schema).safeParse(text);
  if (value.success) return value.data;
  const issue = value.error.issues[0];
  throw refuseV1(400, `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`);
};

export const contentOperations: readonly Operation[] = [
  {
    id: "addLabelsToContent",
    method: "POST",
    path: "/wiki/rest/api/content/{id}/label",
    tag: "Content labels",
    summary: "Add labels to a page",
    description: "Adds labels; those the page has already are left as they are.",
    scopes: [[write], ["read:label:confluence", "write:label:confluence"]],
    parameters: [contentId],
    body: { mediaType: "application/json", schema: { type: "array", items: ref("LabelWrite") } },
    answers: { 200: { description: "The page's labels.", schema: ref("LabelList") }, 404: refusal },
    handle: addLabels,
  },
  {
    id: "removeLabelFromContent",
    method: "DELETE",
    path: "/wiki/rest/api/content/{id}/label/{label}",
    tag: "Content labels",
    summary: "Take a label off a page",
    description: "Removes one label by its name.",
    scopes: [[write], ["write:label:confluence"]],
    parameters: [
      contentId,
      { name: "label", in: "path", required: true, description: "Name of the label.", schema: { type: "string" } },
    ],
    answers: { 204: { description: "The label is off." }, 404: refusal },
    handle: removeLabel,
  },
  {
    id: "movePage",
    method: "PUT",
    path: "/wiki/rest/api/content/{pageId}/move/{position}/{targetId}",
    tag: "Content",
    summary: "Move a page",
    description: "Puts a page before or after another one, or under it as its last child.",
    scopes: [[write], ["write:page:confluence"]],
    parameters: [
      { ...contentId, name: "pageId" },
      {
        name: "position",
        in: "path",
        required: true,
        description: "Where to put it in relation to the target.",
        schema: { type: "string", enum: ["before", "after", "append"] },
      },
      { ...contentId, name: "targetId", description: "Id of the page that the position refers to." },
    ],
    answers: {
      200: {
        description: "The page was moved.",
        schema: { type: "object", properties: { pageId: { type: "string" } } },
      },
      404: refusal,
    },
    handle: movePage,
  },
  {
    id: "restoreContentVersion",
    method: "POST",
    path: "/wiki/rest/api/content/{id}/version",
    tag: "Content versions",
    summary: "Restore an earlier version of a page",
    description: "Makes an earlier version the newest one again, as a new version.",
    scopes: [[write], ["read:content-details:confluence", "write:content:confluence"]],
    parameters: [contentId],
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["operationKey", "params"],
        properties: {
          operationKey: { type: "string", enum: ["restore"] },
          params: {
            type: "object",
            required: ["versionNumber", "message"],
            properties: {
              versionNumber: { type: "integer", format: "int32", description: "Number of the version to restore." },
              message: { type: "string", description: "Why." },
              restoreTitle: { type: "boolean", description: "Restores the title too." },
            },
          },
        },
      },
    },
    answers: {
      200: { description: "The new version.", schema: { type: "object", additionalProperties: true } },
      404: refusal,
    },
    handle: restoreVersion,
  },
  {
    id: "getCurrentUser",
    method: "GET",
    path: "/wiki/rest/api/user/current",
    tag: "Users",
    summary: "Get the current user",
    description: "Says whose credential this is.",
    scopes: [["read:confluence-user"], ["read:content-details:confluence"]],
    answers: { 200: { description: "The user.", schema: ref("User") } },
    handle: (call) =>
      ok({
        type: "known",
        accountType: "atlassian",
        publicName: call.account.displayName,
        ...call.account,
        mayUseConfluence: undefined,
      }),
  },
];

async function addLabels(call: Call): Promise<Answer> {
  const page = findContent(call);
  for (const { prefix, name } of await readV1Body(call, labelBody)) {
    const label = call.content.label(name.toLowerCase(), prefix);
    if (!page.labels.includes(label)) page.labels.push(label);
  }
  const results = page.labels.map((label) => ({ ...label, label: label.name }));
  return ok({ results, start: 0, limit: 200, size: results.length });
}

function removeLabel(call: Call): Answer {
  const page = findContent(call);
  const index = page.labels.findIndex((label) => label.name === call.path["label"]);
  if (index === -1) throw refuseV1(404, `Label ${call.path["label"] ?? ""} not found on content ${page.id}`);
  page.labels.splice(index, 1);
  return { status: 204 };
}

function movePage(call: Call): Answer {
  const page = findContent(call, "pageId");
  const target = findContent(call, "targetId");
  const position = call.path["position"];
  if (position !== "append" && position !== "before" && position !== "after")
    throw refuseV1(400, `Unknown position: ${position ?? ""}`);
  if (target.id === page.id || call.content.ancestorsOf(target).includes(page))
    throw refuseV1(400, "A page cannot be moved below itself");
  const parentId = position === "append" ? target.id : target.parentId;
  const siblings = call.content.childrenOf(parentId, target.spaceId).filter((sibling) => sibling !== page);
  const at = position === "append" ? siblings.length : siblings.indexOf(target) + (position === "after" ? 1 : 0);
  siblings.splice(at, 0, page);
  page.parentId = parentId;
  page.spaceId = target.spaceId;
  for (const [index, sibling] of siblings.entries()) sibling.position = index;
  return ok({ pageId: page.id });
}

async function restoreVersion(call: Call): Promise<Answer> {
  const page = findContent(call);
  const { params } = await readV1Body(call, restoreBody);
  const wanted = page.versions.find((version) => version.number === params.versionNumber);
  if (wanted === undefined) throw refuseV1(404, `No version ${params.versionNumber} of content ${page.id}`);
  call.content.addVersion(page, {
    title: params.restoreTitle === true ? wanted.title : latest(page.versions).title,
    body: wanted.body,
    authorId: call.account.accountId,
    message: params.message,
  });
  const { number, message, createdAt } = latest(page.versions);
  return ok({ number, message, when: createdAt, minorEdit: false, content: shapeContent(call, page) });
}

/** A page as the v1 API shows it. */
export const shapeContent = (call: Call, page: Page): Record<string, unknown> => {
  const version = latest(page.versions);
  const space = call.content.spaces.get(page.spaceId);
  return {
    id: page.id,
    type: "page",
    status: page.status,
    title: version.title,
    space: { id: Number(page.spaceId), key: space?.key, name: space?.name, type: "global" },
    version: {
      number: version.number,
      when: version.createdAt,
      message: version.message,
      minorEdit: version.minorEdit,
    },
    body: { storage: { value: version.body, representation: "storage" } },
    _links: {
      webui: `/spaces/${space?.key ?? ""}/pages/${page.id}/${titleSlug(version.title)}`,
      base: wikiBase(call),
    },
  };
};

const parseJson = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not valid JSON" });
    return z.NEVER;
  }
};
