import { type Answer, type Call, ok, type ParameterSpec } from "../openapi/operation.ts";
import { refuseV2 } from "../content/refusal.ts";
import { siteUrl } from "../identity/directory.ts";

export const defaultLimit = 25;
const maxLimit = 250;

export const pagingParameters: readonly ParameterSpec[] = [
  {
    name: "cursor",
    in: "query",
    description: "Where to go on, as the `next` link of the answer before says.",
    schema: { type: "string" },
  },
  {
    name: "limit",
    in: "query",
    description: "How many results to give at most.",
    schema: { type: "integer", format: "int32", default: defaultLimit, minimum: 1, maximum: maxLimit },
  },
];

/** One page of a collection, with `_links.next` and `Link` while there is more. */
export const pageOf = <Item extends { readonly id: string }>(
  call: Call,
  items: readonly Item[],
  shape: (item: Item) => unknown,
  limitCap = maxLimit,
): Answer => {
  const limit = Math.min(readLimit(call.query), limitCap);
  const start = startOf(call.query.get("cursor"), items);
  const slice = items.slice(start, start + limit);
  const base = `${siteUrl(call.base, call.site)}/wiki`;
  const last = slice.at(-1);
  if (last === undefined || start + limit >= items.length) return ok({ results: slice.map(shape), _links: { base } });
  const next = nextPath(call, { limit, cursor: encodeCursor(last.id, start + limit) });
  return ok(
    { results: slice.map(shape), _links: { next, base } },
    { link: `<${next}>; rel="next", <${base}>; rel="base"` },
  );
};

/** Values of an array filter, sent repeated or joined by commas. */
export const listOf = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(","))
    .map((value) => value.trim())
    .filter((value) => value !== "");

const readLimit = (query: URLSearchParams): number => {
  const text = query.get("limit");
  if (text === null) return defaultLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit)
    throw refuseV2(400, "INVALID_REQUEST_PARAMETER", `limit must be between 1 and ${maxLimit}`);
  return limit;
};

// `next` begins with /wiki and leaves out the gateway's /ex/confluence/{cloudId}, as the real one does.
const nextPath = (call: Call, changed: { readonly limit: number; readonly cursor: string }): string => {
  const path = new URL(call.request.url).pathname;
  const query = new URLSearchParams(call.query);
  query.set("limit", String(changed.limit));
  query.set("cursor", changed.cursor);
  return `${path.slice(path.indexOf("/wiki/"))}?${query.toString()}`;
};

const encodeCursor = (id: string, index: number): string =>
  Buffer.from(JSON.stringify({ after: id, index })).toString("base64url");

const startOf = (cursor: string | null, items: readonly { readonly id: string }[]): number => {
  if (cursor === null) return 0;
  const decoded = decodeCursor(cursor);
  if (decoded === undefined)
    throw refuseV2(400, "INVALID_REQUEST_PARAMETER", "Provided cursor is not valid for this request");
  const index = items.findIndex((item) => item.id === decoded.after);
  return index === -1 ? decoded.index : index + 1;
};

const decodeCursor = (cursor: string): { after: string; index: number } | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (typeof value !== "object" || value === null || !("after" in value) || !("index" in value)) return undefined;
    return typeof value.after === "string" && typeof value.index === "number"
      ? { after: value.after, index: value.index }
      : undefined;
  } catch {
    return undefined; // text that is no JSON is no cursor of ours
  }
};
