import { attachmentOperations } from "../v1/attachments.ts";
import { contentOperations } from "../v1/content.ts";
import { searchOperations } from "../v1/search.ts";
import { commentOperations } from "../v2/comments.ts";
import { labelAndAttachmentOperations } from "../v2/labels-and-attachments.ts";
import { pageReadOperations } from "../v2/pages.ts";
import { spaceOperations } from "../v2/spaces.ts";
import { pageWriteOperations } from "../v2/write-pages.ts";

export const v2Operations = [
  ...spaceOperations,
  ...pageReadOperations,
  ...pageWriteOperations,
  ...commentOperations,
  ...labelAndAttachmentOperations,
];

export const v1Operations = [...searchOperations, ...contentOperations, ...attachmentOperations];

/** Every scope that admits to some operation, classic and granular. */
export const allScopes: readonly string[] = [
  ...new Set([...v2Operations, ...v1Operations].flatMap((operation) => operation.scopes.flat())),
].toSorted();
