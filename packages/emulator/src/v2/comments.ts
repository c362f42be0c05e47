import { z } from "zod";
import { type Comment, latest } from "../content/model.ts";
import { missingV2, refuseV2 } from "../content/refusal.ts";
import { type Answer, type Call, idInPath, ok, type Operation, ref } from "../openapi/operation.ts";
import { bodyFormatParameter } from "./parameters.ts";
import { pageOf, pagingParameters } from "./paging.ts";
import { contentBody, readBody, toStorage } from "./read-body.ts";
import { writableBody } from "./schemas.ts";
import { findPage } from "./select-pages.ts";
import { shapeComment } from "./shapes.ts";

type Kind = Comment["kind"];

const tag = "Comments";
const write = [["write:comment:confluence"]] as const;
const errors = { description: "No such content.", schema: ref("Errors") };
const commentId = idInPath("comment-id", "Id of the comment.");
const id = z.union([z.string(), z.number().int()]).transform(String);

const createBody = z.object({
  pageId: id.optional(),
  parentCommentId: id.optional(),
  body: contentBody,
  inlineCommentProperties: z.object({ textSelection: z.string() }).partial().optional(),
});

const updateBody = z.object({
  version: z.object({ number: z.number().int(), message: z.string().default("") }),
  body: contentBody.optional(),
  resolved: z.boolean().optional(),
});

const operationsOf = (kind: Kind): readonly Operation[] => {
  const name = kind === "footer" ? "FooterComment" : "InlineComment";
  const path = `/${kind}-comments`;
  const what = kind === "footer" ? "a comment below a page" : "a comment on a phrase of a page";
  return [
    {
      id: `getPage${name}s`,
      method: "GET",
      path: `/pages/{id}/${kind}-comments`,
      tag,
      summary: `List the ${kind} comments of a page`,
      description: "Gives the comments that stand at the top level, oldest first.",
      scopes: [["read:comment:confluence"]],
      parameters: [idInPath("id", "Id of the page."), bodyFormatParameter, ...pagingParameters],
      answers: { 200: { description: "The comments.", schema: ref("Comments") }, 404: errors },
      handle: (call) => listComments(call, kind),
    },
    {
      id: `create${name}`,
      method: "POST",
      path,
      tag,
      summary: `Write ${what}`,
      description: "Writes a comment on a page, or a reply to another comment.",
      scopes: write,
      body: { mediaType: "application/json", schema: createSchema(kind) },
      answers: { 201: { description: "The comment.", schema: ref("Comment") }, 404: errors },
      handle: (call) => createComment(call, kind),
    },
    {
      id: `get${name}ById`,
      method: "GET",
      path: `${path}/{comment-id}`,
      tag,
      summary: `Get ${what}`,
      description: "Gives one comment.",
      scopes: [["read:comment:confluence"]],
      parameters: [commentId, bodyFormatParameter],
      answers: { 200: { description: "The comment.", schema: ref("Comment") }, 404: errors },
      handle: (call) => ok(shapeComment(call, findComment(call, kind), call.query.get("body-format"))),
    },
    {
      id: `update${name}`,
      method: "PUT",
      path: `${path}/{comment-id}`,
      tag,
      summary: `Change ${what}`,
      description: "Replaces a comment's text, or resolves it. Send the current version's number plus one.",
      scopes: write,
      parameters: [commentId],
      body: { mediaType: "application/json", schema: updateSchema(kind) },
      answers: { 200: { description: "The comment as changed.", schema: ref("Comment") }, 404: errors, 409: errors },
      handle: (call) => updateComment(call, kind),
    },
    {
      id: `delete${name}`,
      method: "DELETE",
      path: `${path}/{comment-id}`,
      tag,
      summary: `Delete ${what}`,
      description: "Deletes a comment for good, with its replies.",
      scopes: [["delete:comment:confluence"]],
      parameters: [commentId],
      answers: { 204: { description: "The comment is gone." }, 404: errors },
      handle: (call) => deleteComment(call, kind),
    },
  ];
};

const createSchema = (kind: Kind) => ({
  type: "object",
  required: ["body"],
  properties: {
    pageId: { type: "string", description: "Id of the page; not with a reply." },
    parentCommentId: { type: "string", description: "Id of the comment that this one answers." },
    body: writableBody,
    ...(kind === "inline"
      ? {
          inlineCommentProperties: {
            type: "object",
            properties: { textSelection: { type: "string", description: "The phrase of the page, word for word." } },
          },
        }
      : {}),
  },
});

const updateSchema = (kind: Kind) => ({
  type: "object",
  required: ["version"],
  properties: {
    version: ref("VersionWrite"),
    body: writableBody,
    ...(kind === "inline" ? { resolved: { type: "boolean", description: "True resolves the comment." } } : {}),
  },
});

const findComment = (call: Call, kind: Kind): Comment => {
  const wanted = call.path["comment-id"] ?? "";
  const comment = call.content.comments.get(wanted);
  if (comment === undefined || comment.kind !== kind) throw missingV2("comment", wanted);
  return comment;
};

const listComments = (call: Call, kind: Kind): Answer => {
  const page = findPage(call);
  const found = [...call.content.comments.values()].filter(
    (comment) => comment.pageId === page.id && comment.kind === kind && comment.parentCommentId === null,
  );
  return pageOf(call, found, (comment) => shapeComment(call, comment, call.query.get("body-format")));
};

const createComment = async (call: Call, kind: Kind): Promise<Answer> => {
  const input = await readBody(call, createBody);
  const parent = input.parentCommentId === undefined ? undefined : call.content.comments.get(input.parentCommentId);
  if (input.parentCommentId !== undefined && parent === undefined) throw missingV2("comment", input.parentCommentId);
  const pageId = parent?.pageId ?? input.pageId ?? "";
  if (!call.content.pages.has(pageId)) throw missingV2("page", pageId);
  const comment = call.content.addComment({
    kind,
    pageId,
    parentCommentId: parent?.id ?? null,
    selection: input.inlineCommentProperties?.textSelection ?? null,
    body: toStorage(input.body),
    authorId: call.account.accountId,
  });
  return { status: 201, body: shapeComment(call, comment, "storage") };
};

const updateComment = async (call: Call, kind: Kind): Promise<Answer> => {
  const comment = findComment(call, kind);
  const input = await readBody(call, updateBody);
  const current = latest(comment.versions);
  if (input.version.number !== current.number + 1)
    throw refuseV2(
      409,
      "CONFLICT",
      `Version must be incremented when updating a comment. Current Version: [${current.number}]. Provided version: [${input.version.number}]`,
    );
  if (input.resolved !== undefined) comment.resolved = input.resolved;
  call.content.addVersion(comment, {
    title: "",
    body: input.body === undefined ? current.body : toStorage(input.body),
    authorId: call.account.accountId,
    message: input.version.message,
  });
  return ok(shapeComment(call, comment, "storage"));
};

const deleteComment = (call: Call, kind: Kind): Answer => {
  const comment = findComment(call, kind);
  for (const reply of call.content.comments.values())
    if (reply.parentCommentId === comment.id) call.content.comments.delete(reply.id);
  call.content.comments.delete(comment.id);
  return { status: 204 };
};

export const commentOperations: readonly Operation[] = [...operationsOf("footer"), ...operationsOf("inline")];
