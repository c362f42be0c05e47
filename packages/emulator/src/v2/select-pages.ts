import { latest, type Page } from "../content/model.ts";
import { missingV2 } from "../content/refusal.ts";
import type { Call, ParameterSpec } from "../openapi/operation.ts";
import { listOf } from "./paging.ts";

export const titleParameter: ParameterSpec = {
  name: "title",
  in: "query",
  description: "Only pages with exactly this title; upper and lower case do not matter.",
  schema: { type: "string" },
};

/** The page of a path parameter, or the v2 answer for a miss. */
export const findPage = (call: Call, name = "id"): Page => {
  const id = call.path[name] ?? "";
  const page = call.content.pages.get(id);
  if (page === undefined || page.status === "trashed") throw missingV2("page", id);
  return page;
};

/** Pages by the filters that every list of pages takes: id, space-id, title, status. */
export const selectPages = (call: Call): Page[] => {
  const ids = listOf(call.query, "id");
  const spaceIds = listOf(call.query, "space-id");
  const statuses = listOf(call.query, "status");
  const title = call.query.get("title")?.toLowerCase();
  return [...call.content.pages.values()].filter(
    (page) =>
      (ids.length === 0 || ids.includes(page.id)) &&
      (spaceIds.length === 0 || spaceIds.includes(page.spaceId)) &&
      (statuses.length === 0 ? page.status === "current" : statuses.includes(page.status)) &&
      (title === undefined || latest(page.versions).title.toLowerCase() === title),
  );
};

export const sortPages = (pages: readonly Page[], sort: string | null): Page[] => {
  const descending = sort?.startsWith("-") ?? false;
  const by = keys[(sort ?? "id").replace(/^-/, "")] ?? keys["id"];
  const ordered = pages.toSorted((a, b) => compare(by?.(a) ?? "", by?.(b) ?? ""));
  return descending ? ordered.toReversed() : ordered;
};

const keys: Readonly<Record<string, (page: Page) => string | number>> = {
  id: (page) => Number(page.id),
  title: (page) => latest(page.versions).title.toLowerCase(),
  "created-date": (page) => page.createdAt,
  "modified-date": (page) => latest(page.versions).createdAt,
};

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
