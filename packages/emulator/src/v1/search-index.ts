import type { ContentStore } from "../content/content-store.ts";
import { latest, type Page } from "../content/model.ts";
import { textOf } from "../content/storage-format.ts";
import type { Indexed } from "../cql/evaluate.ts";

/** Everything that search finds: current pages, their comments and their files. */
export const indexOf = (content: ContentStore): Indexed[] => {
  const pages = [...content.pages.values()].filter((page) => page.status === "current");
  const entries = pages.map((page) => indexPage(content, page));
  const comments = [...content.comments.values()].flatMap((comment) => {
    const page = content.pages.get(comment.pageId);
    if (page === undefined) return [];
    const { body, authorId, createdAt } = latest(comment.versions);
    return {
      ...indexPage(content, page),
      id: comment.id,
      type: "comment" as const,
      title: `Re: ${latest(page.versions).title}`,
      text: textOf(body),
      labels: [],
      creator: authorId,
      created: comment.createdAt,
      lastModified: createdAt,
    };
  });
  const attachments = [...content.attachments.values()].flatMap((attachment) => {
    const page = content.pages.get(attachment.pageId);
    if (page === undefined) return [];
    const { authorId, createdAt, message } = latest(attachment.versions);
    return {
      ...indexPage(content, page),
      id: attachment.id,
      type: "attachment" as const,
      title: attachment.title,
      text: message,
      labels: [],
      creator: authorId,
      created: attachment.createdAt,
      lastModified: createdAt,
    };
  });
  return [...entries, ...comments, ...attachments];
};

const indexPage = (content: ContentStore, page: Page): Indexed => {
  const version = latest(page.versions);
  return {
    id: page.id,
    type: "page",
    title: version.title,
    text: textOf(version.body),
    spaceKey: content.spaces.get(page.spaceId)?.key ?? "",
    labels: page.labels.map((label) => label.name),
    parentId: page.parentId,
    ancestorIds: content.ancestorsOf(page).map((ancestor) => ancestor.id),
    creator: page.authorId,
    created: page.createdAt,
    lastModified: version.createdAt,
  };
};
