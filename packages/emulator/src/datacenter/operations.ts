import { z } from "zod";
import { latest } from "../content/model.ts";
import { refuseV1 } from "../content/refusal.ts";
import { type Answer, type Call, ok, type Operation, type ParameterSpec, ref } from "../openapi/operation.ts";
import { searchOperations } from "../v1/search.ts";
import { v1Schemas } from "../v1/schemas.ts";
import { findContent, readV1Body, shapeContent } from "../v1/content.ts";

const refusal = { description: "The request was refused.", schema: ref("Refusal") };
const contentId: ParameterSpec = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of the page.",
  schema: { type: "string" },
};
const storageSchema = {
  type: "object",
  properties: {
    storage: {
      type: "object",
      properties: { value: { type: "string" }, representation: { type: "string", enum: ["storage"] } },
    },
  },
};
const storage = z.object({ storage: z.object({ value: z.string(), representation: z.literal("storage").optional() }) });

const createBody = z.object({
  type: z.literal("page"),
  title: z.string().min(1),
  space: z.object({ key: z.string() }),
  ancestors: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String) })).optional(),
  body: storage,
});

const updateBody = z.object({
  type: z.literal("page"),
  title: z.string().min(1),
  version: z.object({ number: z.number().int() }),
  body: storage.optional(),
});

export const dataCenterSchemas = {
  ...v1Schemas,
  Content: { type: "object", additionalProperties: true, description: "A page." },
};

/** Scopes mean nothing here: a personal access token may do what its owner may. */
const base = { tag: "Content", scopes: [] } as const;

export const dataCenterOperations: readonly Operation[] = [
  ...searchOperations.map((operation) => ({ ...operation, id: "search", path: "/rest/api/search", scopes: [] })),
  {
    ...base,
    id: "getContent",
    method: "GET",
    path: "/rest/api/content",
    summary: "List pages",
    description: "Gives pages, by space key and title.",
    parameters: [
      { name: "spaceKey", in: "query", description: "Key of the space.", schema: { type: "string" } },
      { name: "title", in: "query", description: "Exact title.", schema: { type: "string" } },
      { name: "start", in: "query", description: "Where to begin.", schema: { type: "integer", default: 0 } },
      { name: "limit", in: "query", description: "How many to give.", schema: { type: "integer", default: 25 } },
    ],
    answers: { 200: { description: "The pages.", schema: ref("ContentList") } },
    handle: listContent,
  },
  {
    ...base,
    id: "getContentById",
    method: "GET",
    path: "/rest/api/content/{id}",
    summary: "Get a page",
    description: "Gives one page with its body in storage format.",
    parameters: [
      contentId,
      { name: "expand", in: "query", description: "Parts to include.", schema: { type: "string" } },
    ],
    answers: { 200: { description: "The page.", schema: ref("Content") }, 404: refusal },
    handle: (call) => ok(shapeContent(call, findContent(call))),
  },
  {
    ...base,
    id: "createContent",
    method: "POST",
    path: "/rest/api/content",
    summary: "Create a page",
    description: "Creates a page in a space.",
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["type", "title", "space", "body"],
        properties: {
          type: { type: "string", enum: ["page"] },
          title: { type: "string" },
          space: { type: "object", required: ["key"], properties: { key: { type: "string" } } },
          ancestors: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
          body: storageSchema,
        },
      },
    },
    answers: { 200: { description: "The page.", schema: ref("Content") }, 400: refusal },
    handle: createContent,
  },
  {
    ...base,
    id: "updateContent",
    method: "PUT",
    path: "/rest/api/content/{id}",
    summary: "Update a page",
    description: "Replaces title and body. Send the current version's number plus one.",
    parameters: [contentId],
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["type", "title", "version"],
        properties: {
          type: { type: "string", enum: ["page"] },
          title: { type: "string" },
          version: { type: "object", required: ["number"], properties: { number: { type: "integer" } } },
          body: storageSchema,
        },
      },
    },
    answers: { 200: { description: "The page.", schema: ref("Content") }, 409: refusal },
    handle: updateContent,
  },
  {
    ...base,
    id: "deleteContent",
    method: "DELETE",
    path: "/rest/api/content/{id}",
    summary: "Move a page to the trash",
    description: "Moves a page to the trash.",
    parameters: [contentId],
    answers: { 204: { description: "The page is in the trash." }, 404: refusal },
    handle: (call) => {
      findContent(call).status = "trashed";
      return { status: 204 };
    },
  },
  {
    ...base,
    tag: "Users",
    id: "getCurrentUser",
    method: "GET",
    path: "/rest/api/user/current",
    summary: "Get the current user",
    description: "Says whose credential this is.",
    answers: { 200: { description: "The user.", schema: ref("User") } },
    handle: (call) => ok({ type: "known", username: call.account.email, displayName: call.account.displayName }),
  },
];

function listContent(call: Call): Answer {
  const key = call.query.get("spaceKey");
  const title = call.query.get("title");
  const start = Number(call.query.get("start") ?? 0);
  const limit = Number(call.query.get("limit") ?? 25);
  const space = key === null ? undefined : call.content.spaceByKey(key);
  const found = [...call.content.pages.values()].filter(
    (page) =>
      page.status === "current" &&
      (key === null || page.spaceId === space?.id) &&
      (title === null || latest(page.versions).title === title),
  );
  const results = found.slice(start, start + limit).map((page) => shapeContent(call, page));
  return ok({ results, start, limit, size: results.length });
}

async function createContent(call: Call): Promise<Answer> {
  const input = await readV1Body(call, createBody);
  const space = call.content.spaceByKey(input.space.key);
  if (space === undefined) throw refuseV1(404, `No space found with key : ${input.space.key}`);
  if (call.content.pageByTitle(space.id, input.title) !== undefined)
    throw refuseV1(400, `A page already exists with the title ${input.title} in the space with key ${space.key}`);
  const page = call.content.addPage({
    spaceId: space.id,
    parentId: input.ancestors?.at(-1)?.id ?? space.homepageId,
    title: input.title,
    body: input.body.storage.value,
    authorId: call.account.accountId,
  });
  return ok(shapeContent(call, page));
}

async function updateContent(call: Call): Promise<Answer> {
  const page = findContent(call);
  const input = await readV1Body(call, updateBody);
  const current = latest(page.versions);
  if (input.version.number !== current.number + 1)
    throw refuseV1(409, `Version must be incremented on update. Current version is: ${current.number}`);
  call.content.addVersion(page, {
    title: input.title,
    body: input.body?.storage.value ?? current.body,
    authorId: call.account.accountId,
    message: "",
  });
  return ok(shapeContent(call, page));
}
