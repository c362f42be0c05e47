import { ref, type Schema } from "../openapi/operation.ts";

const text: Schema = { type: "string" };
const id: Schema = { type: "string", description: "Decimal id, as text." };
const time: Schema = { type: "string", format: "date-time" };

const object = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
});

const collectionOf = (name: string): Schema =>
  object({ results: { type: "array", items: ref(name) }, _links: ref("CollectionLinks") });

export const writableBody: Schema = {
  description: "The content, as one representation or below the name of one.",
  oneOf: [ref("BodyWrite"), ref("NestedBodyWrite")],
};

export const v2Schemas: Readonly<Record<string, Schema>> = {
  Space: object({
    id,
    key: text,
    name: text,
    type: { type: "string", enum: ["global", "personal"] },
    status: { type: "string", enum: ["current", "archived"] },
    authorId: text,
    createdAt: time,
    homepageId: id,
    description: { type: "object", additionalProperties: true },
    _links: ref("Links"),
  }),
  Page: object({
    id,
    status: { type: "string", enum: ["current", "draft", "trashed"] },
    title: text,
    spaceId: id,
    parentId: { ...id, nullable: true },
    parentType: { type: "string", nullable: true, enum: ["page", null] },
    position: { type: "integer", nullable: true },
    authorId: text,
    ownerId: text,
    createdAt: time,
    version: ref("Version"),
    body: ref("BodyRead"),
    _links: ref("Links"),
  }),
  ChildPage: object({ id, status: text, title: text, spaceId: id, childPosition: { type: "integer" } }),
  Ancestor: object({ id, type: text }),
  Comment: object({
    id,
    status: text,
    title: text,
    pageId: id,
    parentCommentId: id,
    version: ref("Version"),
    body: ref("BodyRead"),
    resolutionStatus: { type: "string", enum: ["open", "resolved"] },
    _links: ref("Links"),
  }),
  Label: object({ id, name: text, prefix: text }),
  Attachment: object({
    id: { type: "string", description: "`att` and a number." },
    status: text,
    title: text,
    createdAt: time,
    pageId: id,
    mediaType: text,
    comment: text,
    fileId: text,
    fileSize: { type: "integer", format: "int64" },
    downloadLink: text,
    version: ref("Version"),
    _links: ref("Links"),
  }),
  Version: object({
    number: { type: "integer", format: "int32" },
    message: text,
    minorEdit: { type: "boolean" },
    authorId: text,
    createdAt: time,
  }),
  BodyRead: {
    type: "object",
    description: "Empty unless `body-format` was asked for.",
    properties: {
      storage: ref("Representation"),
      atlas_doc_format: ref("Representation"),
      view: ref("Representation"),
    },
  },
  Representation: object({ representation: text, value: text }),
  BodyWrite: object({
    representation: { type: "string", enum: ["storage", "atlas_doc_format", "wiki"] },
    value: { type: "string", description: "The content in that representation." },
  }),
  NestedBodyWrite: object({ storage: ref("BodyWrite"), atlas_doc_format: ref("BodyWrite"), wiki: ref("BodyWrite") }),
  VersionWrite: object({
    number: { type: "integer", format: "int32", description: "The current version's number plus one." },
    message: { type: "string", description: "What changed and why." },
  }),
  Links: { type: "object", additionalProperties: { type: "string" } },
  CollectionLinks: object({ next: { type: "string", description: "Absent when there is no more." }, base: text }),
  Spaces: collectionOf("Space"),
  Pages: collectionOf("Page"),
  ChildPages: collectionOf("ChildPage"),
  Ancestors: collectionOf("Ancestor"),
  Comments: collectionOf("Comment"),
  Labels: collectionOf("Label"),
  Attachments: collectionOf("Attachment"),
  Versions: collectionOf("Version"),
  Errors: object({
    errors: {
      type: "array",
      items: object({ status: {}, code: text, title: text, detail: { nullable: true } }),
    },
  }),
};
