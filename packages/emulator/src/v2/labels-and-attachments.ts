import type { Attachment } from "../content/model.ts";
import { missingV2 } from "../content/refusal.ts";
import { type Call, ok, idInPath, type Operation, type ParameterSpec, ref } from "../openapi/operation.ts";
import { listParameter } from "./parameters.ts";
import { listOf, pageOf, pagingParameters } from "./paging.ts";
import { findPage } from "./select-pages.ts";
import { shapeAttachment } from "./shapes.ts";

const readAttachment = [["read:attachment:confluence"]] as const;
const errors = { description: "No such content.", schema: ref("Errors") };
const pageId = idInPath("id", "Id of the page.");
const attachmentId: ParameterSpec = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of the attachment: `att` and a number.",
  schema: { type: "string" },
};

const findAttachment = (call: Call): Attachment => {
  const id = call.path["id"] ?? "";
  const attachment = call.content.attachments.get(id);
  if (attachment === undefined) throw missingV2("attachment", id);
  return attachment;
};

export const labelAndAttachmentOperations: readonly Operation[] = [
  {
    id: "getPageLabels",
    method: "GET",
    path: "/pages/{id}/labels",
    tag: "Labels",
    summary: "List the labels of a page",
    description: "Gives the labels of a page with their ids.",
    scopes: [["read:page:confluence"]],
    parameters: [pageId, ...pagingParameters],
    answers: { 200: { description: "The labels.", schema: ref("Labels") }, 404: errors },
    handle: (call) => pageOf(call, findPage(call).labels, (label) => label),
  },
  {
    id: "getLabels",
    method: "GET",
    path: "/labels",
    tag: "Labels",
    summary: "List labels",
    description: "Gives the labels in use on the site.",
    scopes: [["read:label:confluence"]],
    parameters: [listParameter("prefix", "Only labels with these prefixes, such as global."), ...pagingParameters],
    answers: { 200: { description: "The labels.", schema: ref("Labels") } },
    handle: (call) => {
      const prefixes = listOf(call.query, "prefix");
      const used = new Map(
        [...call.content.pages.values()].flatMap((page) => page.labels).map((label) => [label.id, label]),
      );
      const found = [...used.values()].filter((label) => prefixes.length === 0 || prefixes.includes(label.prefix));
      return pageOf(call, found, (label) => label);
    },
  },
  {
    id: "getPageAttachments",
    method: "GET",
    path: "/pages/{id}/attachments",
    tag: "Attachments",
    summary: "List the attachments of a page",
    description: "Gives the files attached to a page.",
    scopes: readAttachment,
    parameters: [
      pageId,
      { name: "filename", in: "query", description: "Only the file of exactly this name.", schema: { type: "string" } },
      listParameter("mediaType", "Only files of these media types."),
      ...pagingParameters,
    ],
    answers: { 200: { description: "The attachments.", schema: ref("Attachments") }, 404: errors },
    handle: (call) => {
      const page = findPage(call);
      const filename = call.query.get("filename");
      const mediaTypes = listOf(call.query, "mediaType");
      const found = [...call.content.attachments.values()].filter(
        (attachment) =>
          attachment.pageId === page.id &&
          (filename === null || attachment.title === filename) &&
          (mediaTypes.length === 0 || mediaTypes.includes(attachment.versions.at(-1)?.mediaType ?? "")),
      );
      return pageOf(call, found, (attachment) => shapeAttachment(call, attachment));
    },
  },
  {
    id: "getAttachmentById",
    method: "GET",
    path: "/attachments/{id}",
    tag: "Attachments",
    summary: "Get an attachment",
    description: "Gives what is known about a file: name, media type, size, version. The bytes are downloaded apart.",
    scopes: readAttachment,
    parameters: [attachmentId],
    answers: { 200: { description: "The attachment.", schema: ref("Attachment") }, 404: errors },
    handle: (call) => ok(shapeAttachment(call, findAttachment(call))),
  },
  {
    id: "deleteAttachment",
    method: "DELETE",
    path: "/attachments/{id}",
    tag: "Attachments",
    summary: "Delete an attachment",
    description: "Deletes a file with all its versions.",
    scopes: [["delete:attachment:confluence"]],
    parameters: [attachmentId],
    answers: { 204: { description: "The attachment is gone." }, 404: errors },
    handle: (call) => {
      call.content.attachments.delete(findAttachment(call).id);
      return { status: 204 };
    },
  },
];
