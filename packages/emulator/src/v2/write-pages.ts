import { z } from "zod";
import { latest } from "../content/model.ts";
import { missingV2, refuseV2 } from "../content/refusal.ts";
import { type Answer, type Call, idInPath, ok, type Operation, ref } from "../openapi/operation.ts";
import { contentBody, readBody, toStorage } from "./read-body.ts";
import { writableBody } from "./schemas.ts";
import { findPage } from "./select-pages.ts";
import { shapePage } from "./shapes.ts";

const tag = "Pages";
const write = [["write:page:confluence"]] as const;
const pageId = idInPath("id", "Id of the page.");
const status = {
  type: "string",
  enum: ["current", "draft"],
  description: "A draft is seen by its author only.",
} as const;
const id = z.union([z.string(), z.number().int()]).transform(String);

const createBody = z.object({
  spaceId: id,
  status: z.enum(["current", "draft"]).default("current"),
  title: z.string().default(""),
  parentId: id.optional(),
  subtype: z.literal("live").optional(),
  body: contentBody.default({ representation: "storage", value: "" }),
});

const updateBody = z.object({
  id,
  status: z.enum(["current", "draft"]),
  title: z.string().min(1),
  spaceId: id.optional(),
  parentId: id.optional(),
  body: contentBody.optional(),
  version: z.object({ number: z.number().int(), message: z.string().default("") }),
});

export const pageWriteOperations: readonly Operation[] = [
  {
    id: "createPage",
    method: "POST",
    path: "/pages",
    tag,
    summary: "Create a page",
    description:
      "Creates a page in a space. Without a parent it goes below the space's home page. Titles are unique in a space.",
    scopes: write,
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["spaceId"],
        properties: {
          spaceId: { type: "string", description: "Id of the space (not its key)." },
          status,
          title: { type: "string", description: "Title of the page; required unless it is a draft." },
          parentId: { type: "string", description: "Id of the page to put it under." },
          subtype: { type: "string", enum: ["live"], description: "Makes a live document." },
          body: writableBody,
        },
      },
    },
    answers: {
      200: { description: "The page as created.", schema: ref("Page") },
      400: { description: "The page cannot be created so.", schema: ref("Errors") },
    },
    handle: createPage,
  },
  {
    id: "updatePage",
    method: "PUT",
    path: "/pages/{id}",
    tag,
    summary: "Update a page",
    description:
      "Replaces a page's title and body. Send the current version's number plus one, or the answer is a conflict.",
    scopes: write,
    parameters: [pageId],
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["id", "status", "title", "body", "version"],
        properties: {
          id: { type: "string", description: "Id of the page, as in the path." },
          status,
          title: { type: "string", description: "New title, or the title as it is." },
          spaceId: { type: "string", description: "Id of the page's space; pages do not change space." },
          parentId: { type: "string", description: "Id of the page to put it under." },
          body: writableBody,
          version: ref("VersionWrite"),
        },
      },
    },
    answers: {
      200: { description: "The page as updated.", schema: ref("Page") },
      404: { description: "No such page.", schema: ref("Errors") },
      409: { description: "The page has changed since it was read.", schema: ref("Errors") },
    },
    handle: updatePage,
  },
  {
    id: "updatePageTitle",
    method: "PUT",
    path: "/pages/{id}/title",
    tag,
    summary: "Rename a page",
    description: "Changes a page's title and nothing else.",
    scopes: write,
    parameters: [pageId],
    body: {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["status", "title"],
        properties: { status, title: { type: "string", description: "The new title." } },
      },
    },
    answers: {
      200: { description: "The page as renamed.", schema: ref("Page") },
      404: { description: "No such page.", schema: ref("Errors") },
    },
    handle: renamePage,
  },
  {
    id: "deletePage",
    method: "DELETE",
    path: "/pages/{id}",
    tag,
    summary: "Move a page to the trash",
    description: "Moves a page to the trash; its child pages go up one level.",
    scopes: [["delete:page:confluence"]],
    parameters: [pageId],
    answers: {
      204: { description: "The page is in the trash." },
      404: { description: "No such page.", schema: ref("Errors") },
    },
    handle: deletePage,
  },
];

async function createPage(call: Call): Promise<Answer> {
  const input = await readBody(call, createBody);
  const space = call.content.spaces.get(input.spaceId);
  if (space === undefined) throw missingV2("space", input.spaceId);
  if (input.title === "" && input.status === "current")
    throw refuseV2(400, "INVALID_REQUEST_PARAMETER", "Title must be provided when publishing a page");
  if (input.status === "current") refuseTakenTitle(call, space.id, input.title, undefined);
  if (input.parentId !== undefined && !call.content.pages.has(input.parentId)) throw missingV2("page", input.parentId);
  const page = call.content.addPage({
    spaceId: space.id,
    parentId: input.parentId ?? space.homepageId,
    title: input.title,
    body: toStorage(input.body),
    status: input.status,
    subtype: input.subtype ?? null,
    authorId: call.account.accountId,
  });
  return ok(shapePage(call, page, { bodyFormat: "storage" }));
}

async function updatePage(call: Call): Promise<Answer> {
  const page = findPage(call);
  const input = await readBody(call, updateBody);
  if (input.id !== page.id)
    throw refuseV2(400, "INVALID_REQUEST_PARAMETER", "The id of the body is not that of the path");
  const current = latest(page.versions);
  const expected = input.status === "draft" ? 1 : current.number + 1;
  if (input.version.number !== expected)
    throw refuseV2(
      409,
      "CONFLICT",
      `Version must be incremented when updating a page. Current Version: [${current.number}]. Provided version: [${input.version.number}]`,
    );
  refuseTakenTitle(call, page.spaceId, input.title, page.id);
  if (input.parentId !== undefined) {
    if (!call.content.pages.has(input.parentId)) throw missingV2("page", input.parentId);
    page.parentId = input.parentId;
  }
  const body = input.body === undefined ? current.body : toStorage(input.body);
  if (input.status === "draft") page.versions.pop();
  else page.status = "current";
  if (input.status === "draft")
    page.versions.push({ ...current, title: input.title, body, createdAt: call.content.timestamp() });
  else
    call.content.addVersion(page, {
      title: input.title,
      body,
      authorId: call.account.accountId,
      message: input.version.message,
    });
  return ok(shapePage(call, page, { bodyFormat: "storage" }));
}

async function renamePage(call: Call): Promise<Answer> {
  const page = findPage(call);
  const input = await readBody(call, z.object({ status: z.enum(["current", "draft"]), title: z.string().min(1) }));
  refuseTakenTitle(call, page.spaceId, input.title, page.id);
  const { body } = latest(page.versions);
  call.content.addVersion(page, { title: input.title, body, authorId: call.account.accountId, message: "" });
  return ok(shapePage(call, page, { bodyFormat: null }));
}

function deletePage(call: Call): Answer {
  const page = findPage(call);
  for (const child of call.content.childrenOf(page.id, page.spaceId)) child.parentId = page.parentId;
  page.status = "trashed";
  return { status: 204 };
}

const refuseTakenTitle = (call: Call, spaceId: string, title: string, ownId: string | undefined): void => {
  const holder = call.content.pageByTitle(spaceId, title);
  if (holder !== undefined && holder.id !== ownId)
    throw refuseV2(
      400,
      "INVALID_REQUEST_PARAMETER",
      "A page with this title already exists: A page already exists with the same TITLE in this space",
    );
};
