import { type Attachment, type Comment, latest, type Page, type Space, type Version } from "../content/model.ts";
import { documentFormatOf, viewOf } from "../content/storage-format.ts";
import { siteUrl } from "../identity/directory.ts";
import type { Call } from "../openapi/operation.ts";

export const wikiBase = (call: Call): string => `${siteUrl(call.base, call.site)}/wiki`;

export const titleSlug = (title: string): string => encodeURIComponent(title).replaceAll("%20", "+");

export const shapeSpace = (space: Space): unknown => ({
  id: space.id,
  key: space.key,
  name: space.name,
  type: "global",
  status: "current",
  authorId: space.authorId,
  createdAt: space.createdAt,
  homepageId: space.homepageId,
  description: { plain: { representation: "plain", value: space.description } },
  _links: { webui: `/spaces/${space.key}` },
});

export interface PageView {
  readonly bodyFormat: string | null;
  /** Version to show; the newest otherwise. */
  readonly version?: Version;
}

export const shapePage = (call: Call, page: Page, view: PageView): Record<string, unknown> => {
  const version = view.version ?? latest(page.versions);
  const key = call.content.spaces.get(page.spaceId)?.key ?? "";
  return {
    id: page.id,
    status: page.status,
    title: version.title,
    spaceId: page.spaceId,
    parentId: page.parentId,
    parentType: page.parentId === null ? null : "page",
    position: page.position,
    authorId: page.authorId,
    ownerId: page.authorId,
    ...(page.subtype === null ? {} : { subtype: page.subtype }),
    createdAt: page.createdAt,
    version: shapeVersion(version),
    body: shapeBody(version.body, view.bodyFormat),
    _links: {
      webui: `/spaces/${key}/pages/${page.id}/${titleSlug(version.title)}`,
      editui: `/pages/resumedraft.action?draftId=${page.id}`,
      tinyui: `/x/${Number(page.id).toString(36)}`,
      base: wikiBase(call),
    },
  };
};

export const shapeVersion = (version: Version): unknown => ({
  number: version.number,
  message: version.message,
  minorEdit: version.minorEdit,
  authorId: version.authorId,
  createdAt: version.createdAt,
});

export const shapeBody = (body: string, format: string | null): unknown => {
  switch (format) {
    case "storage":
      return { storage: { representation: "storage", value: body } };
    case "atlas_doc_format":
      return { atlas_doc_format: { representation: "atlas_doc_format", value: documentFormatOf(body) } };
    case "view":
      return { view: { representation: "view", value: viewOf(body) } };
    default:
      return {};
  }
};

export const shapeComment = (call: Call, comment: Comment, bodyFormat: string | null): unknown => {
  const version = latest(comment.versions);
  return {
    id: comment.id,
    status: "current",
    title: `Re: ${latest(call.content.pages.get(comment.pageId)?.versions ?? [version]).title}`,
    pageId: comment.pageId,
    ...(comment.parentCommentId === null ? {} : { parentCommentId: comment.parentCommentId }),
    version: shapeVersion(version),
    body: shapeBody(version.body, bodyFormat),
    ...(comment.kind === "inline"
      ? {
          resolutionStatus: comment.resolved ? "resolved" : "open",
          properties: { inlineMarkerRef: `ref-${comment.id}`, inlineOriginalSelection: comment.selection },
        }
      : {}),
    _links: { webui: `/pages/${comment.pageId}?focusedCommentId=${comment.id}`, base: wikiBase(call) },
  };
};

export const shapeAttachment = (call: Call, attachment: Attachment): Record<string, unknown> => {
  const version = latest(attachment.versions);
  const download = `/download/attachments/${attachment.pageId}/${encodeURIComponent(attachment.title)}?version=${version.number}`;
  return {
    id: attachment.id,
    status: "current",
    title: attachment.title,
    createdAt: attachment.createdAt,
    pageId: attachment.pageId,
    mediaType: version.mediaType,
    mediaTypeDescription: version.mediaType,
    comment: version.message,
    fileId: attachment.fileId,
    fileSize: version.bytes.byteLength,
    webuiLink: `/pages/viewpageattachments.action?pageId=${attachment.pageId}&preview=${attachment.id}`,
    downloadLink: download,
    version: {
      number: version.number,
      message: version.message,
      minorEdit: version.minorEdit,
      authorId: version.authorId,
      createdAt: version.createdAt,
    },
    _links: { webui: `/pages/viewpageattachments.action?pageId=${attachment.pageId}`, download, base: wikiBase(call) },
  };
};
