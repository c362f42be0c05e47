import { type Attachment, latest } from "../content/model.ts";
import { refuseV1 } from "../content/refusal.ts";
import { type Answer, type Call, type Operation, ok, type ParameterSpec, ref } from "../openapi/operation.ts";
import { wikiBase } from "../v2/shapes.ts";
import { findContent } from "./content.ts";

const tag = "Content attachments";
const scopes = [["write:confluence-file"], ["read:content-details:confluence", "write:attachment:confluence"]] as const;
const refusal = { description: "The request was refused.", schema: ref("Refusal") };
const contentId: ParameterSpec = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of the page.",
  schema: { type: "string" },
};

const multipart: NonNullable<Operation["body"]> = {
  mediaType: "multipart/form-data",
  schema: {
    type: "object",
    required: ["file", "minorEdit"],
    properties: {
      file: { type: "string", format: "binary", description: "The file, with its name." },
      comment: { type: "string", description: "What the file is, or what changed." },
      minorEdit: { type: "string", enum: ["true", "false"], description: "True tells nobody about it." },
    },
  },
  encoding: {
    file: { contentType: "application/octet-stream" },
    comment: { contentType: "text/plain; charset=utf-8" },
    minorEdit: { contentType: "text/plain; charset=utf-8" },
  },
};

export const attachmentOperations: readonly Operation[] = [
  {
    id: "createAttachment",
    method: "POST",
    path: "/wiki/rest/api/content/{id}/child/attachment",
    tag,
    summary: "Attach a file to a page",
    description:
      "Attaches a new file. A file of that name must not be there yet. Needs the header `X-Atlassian-Token: no-check`.",
    scopes,
    parameters: [contentId],
    body: multipart,
    answers: { 200: { description: "The attachment.", schema: ref("ContentList") }, 400: refusal, 403: refusal },
    handle: (call) => attach(call, { mayReplace: false }),
  },
  {
    id: "createOrUpdateAttachments",
    method: "PUT",
    path: "/wiki/rest/api/content/{id}/child/attachment",
    tag,
    summary: "Attach a file, or give it a new version",
    description:
      "Attaches a file; one of the same name gets a new version. Needs the header `X-Atlassian-Token: no-check`.",
    scopes,
    parameters: [contentId],
    body: multipart,
    answers: { 200: { description: "The attachment.", schema: ref("ContentList") }, 403: refusal },
    handle: (call) => attach(call, { mayReplace: true }),
  },
  {
    id: "downloadAttachment",
    method: "GET",
    path: "/wiki/rest/api/content/{id}/child/attachment/{attachmentId}/download",
    tag,
    summary: "Download an attachment",
    description: "Redirects to the media host, where the bytes are. The credential must not follow the redirect.",
    scopes: [["readonly:content.attachment:confluence"], ["read:attachment:confluence"]],
    parameters: [
      contentId,
      {
        name: "attachmentId",
        in: "path",
        required: true,
        description: "Id of the attachment.",
        schema: { type: "string" },
      },
      {
        name: "version",
        in: "query",
        description: "Number of an earlier version.",
        schema: { type: "integer", format: "int32" },
      },
    ],
    answers: {
      200: {
        description: "The bytes, after the redirect.",
        mediaType: "application/octet-stream",
        schema: { type: "string", format: "binary" },
      },
      302: { description: "Where the bytes are." },
      404: refusal,
    },
    handle: download,
  },
];

/** Address of an attachment's bytes at the media host: the only permission is the token in its query. */
export const mediaLocation = (mediaUrl: string, attachment: Attachment, version: number): string =>
  `${mediaUrl}/file/${attachment.fileId}/binary?token=media-${attachment.fileId}&version=${version}&name=${encodeURIComponent(attachment.title)}`;

async function attach(call: Call, options: { readonly mayReplace: boolean }): Promise<Answer> {
  refuseForgery(call.request);
  const page = findContent(call);
  const parts = await readForm(call.request);
  const file = parts.form.get("file");
  if (!(file instanceof File)) throw refuseV1(400, "At least one file must be provided");
  const existing = call.content.attachmentByName(page.id, file.name);
  if (existing !== undefined && !options.mayReplace)
    throw refuseV1(400, `Cannot add a new attachment with same file name as an existing attachment: ${file.name}`);
  const version = {
    message: textPart(parts, "comment"),
    minorEdit: textPart(parts, "minorEdit") === "true",
    authorId: call.account.accountId,
    mediaType: file.type || "application/octet-stream",
    bytes: await file.bytes(),
  };
  if (existing !== undefined) call.content.addAttachmentVersion(existing, version);
  const attachment = existing ?? call.content.addAttachment(page.id, file.name, version);
  return ok({ results: [shape(call, attachment)], start: 0, limit: 1, size: 1, _links: { base: wikiBase(call) } });
}

function download(call: Call): Answer {
  const page = findContent(call);
  const attachment = call.content.attachments.get(call.path["attachmentId"] ?? "");
  if (attachment === undefined || attachment.pageId !== page.id)
    throw refuseV1(404, `No attachment found with id: ${call.path["attachmentId"] ?? ""}`);
  const version = Number(call.query.get("version") ?? latest(attachment.versions).number);
  return { status: 302, headers: { location: mediaLocation(call.mediaUrl, attachment, version) } };
}

const refuseForgery = (request: Request): void => {
  const header = request.headers.get("x-atlassian-token");
  const isBrowser = request.headers.get("user-agent")?.includes("Mozilla") ?? false;
  if ((header !== "no-check" && header !== "nocheck") || isBrowser) throw refuseV1(403, "XSRF check failed");
};

interface ReadForm {
  readonly form: FormData;
  /** The same bytes as text, one character each: for the headers of parts, which FormData hides. */
  readonly raw: string;
}

const readForm = async (request: Request): Promise<ReadForm> => {
  const bytes = await request.arrayBuffer();
  const contentType = request.headers.get("content-type") ?? "";
  try {
    const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
    return { form, raw: Buffer.from(bytes).toString("latin1") };
  } catch (error) {
    throw refuseV1(400, `The request is not multipart: ${String(error)}`);
  }
};

// Text is read as Latin-1 unless its part says `charset=utf-8`, as the real API does.
const textPart = ({ form, raw }: ReadForm, name: string): string => {
  const value = form.get(name);
  if (typeof value !== "string") return "";
  const headers = new RegExp(`name="${name}"[\\s\\S]*?\\r\\n\\r\\n`).exec(raw)?.[0] ?? "";
  return /charset=utf-8/i.test(headers) ? value : Buffer.from(value).toString("latin1");
};

const shape = (call: Call, attachment: Attachment) => {
  const version = latest(attachment.versions);
  return {
    id: attachment.id,
    type: "attachment",
    status: "current",
    title: attachment.title,
    version: {
      number: version.number,
      message: version.message,
      minorEdit: version.minorEdit,
      when: version.createdAt,
    },
    metadata: { mediaType: version.mediaType, comment: version.message },
    extensions: {
      mediaType: version.mediaType,
      fileSize: version.bytes.byteLength,
      comment: version.message,
      fileId: attachment.fileId,
    },
    _links: {
      webui: `/pages/viewpageattachments.action?pageId=${attachment.pageId}`,
      download: `/rest/api/content/${attachment.pageId}/child/attachment/${attachment.id}/download`,
      base: wikiBase(call),
    },
  };
};
