import { refuseV1 } from "../content/refusal.ts";
import { escapeXml } from "../content/storage-format.ts";
import { type Indexed, score, search, searchedWords } from "../cql/evaluate.ts";
import { parseCql, type Query } from "../cql/parse.ts";
import { CqlError } from "../cql/tokenise.ts";
import { type Answer, type Call, ok, type Operation, ref } from "../openapi/operation.ts";
import { titleSlug, wikiBase } from "../v2/shapes.ts";
import { indexOf } from "./search-index.ts";

const defaultLimit = 25;
const maxLimit = 250;

export const searchOperations: readonly Operation[] = [
  {
    id: "searchByCQL",
    method: "GET",
    path: "/wiki/rest/api/search",
    tag: "Search",
    summary: "Search by CQL",
    description:
      'Finds pages, comments and attachments by a query in Confluence Query Language, such as `type = page AND space = ENG AND text ~ "rollback" ORDER BY lastmodified DESC`. Put values in double quotes and escape quotes inside them.',
    scopes: [["search:confluence"], ["read:content-details:confluence"]],
    parameters: [
      {
        name: "cql",
        in: "query",
        required: true,
        description:
          "The query. Fields: text, title, space, type, label, id, ancestor, parent, creator, created, lastmodified.",
        schema: { type: "string" },
      },
      { name: "cursor", in: "query", description: "Where to go on, from `_links.next`.", schema: { type: "string" } },
      {
        name: "limit",
        in: "query",
        description: "How many results to give at most.",
        schema: { type: "integer", format: "int32", default: defaultLimit, minimum: 1 },
      },
      {
        name: "excerpt",
        in: "query",
        description: "How to cut the text shown with each result.",
        schema: { type: "string", enum: ["highlight", "indexed", "none"], default: "highlight" },
      },
    ],
    answers: {
      200: { description: "What was found.", schema: ref("SearchResults") },
      400: { description: "The query is missing or cannot be understood.", schema: ref("Refusal") },
    },
    handle: searchByCql,
  },
];

function searchByCql(call: Call): Answer {
  const cql = call.query.get("cql");
  if (cql === null || cql.trim() === "") throw refuseV1(400, "cql query parameter is required");
  const query = readQuery(cql);
  const found = find(query, call);
  const limit = Math.min(Math.max(Number(call.query.get("limit") ?? defaultLimit) || defaultLimit, 1), maxLimit);
  const start = startOf(call.query.get("cursor"));
  const rows = found.slice(start, start + limit);
  const words = searchedWords(query);
  const excerpt = call.query.get("excerpt") ?? "highlight";
  return ok({
    results: rows.map((entry) => shapeRow(call, entry, { words, excerpt })),
    start,
    limit,
    size: rows.length,
    totalSize: found.length,
    cqlQuery: cql,
    searchDuration: 7,
    _links: {
      base: wikiBase(call),
      context: "/wiki",
      self: `${wikiBase(call)}/rest/api/search`,
      ...(start + limit < found.length ? { next: nextPath(call, start + limit, limit) } : {}),
    },
  });
}

const readQuery = (cql: string): Query => {
  try {
    return parseCql(cql);
  } catch (error) {
    throw asRefusal(error);
  }
};

const find = (query: Query, call: Call): Indexed[] => {
  try {
    return search(query, indexOf(call.content), Date.parse(call.content.timestamp()));
  } catch (error) {
    throw asRefusal(error);
  }
};

const asRefusal = (error: unknown): unknown => (error instanceof CqlError ? refuseV1(400, error.message) : error);

const shapeRow = (
  call: Call,
  entry: Indexed,
  view: { readonly words: readonly string[]; readonly excerpt: string },
) => {
  const space = call.content.spaceByKey(entry.spaceKey);
  const url =
    entry.type === "page"
      ? `/spaces/${entry.spaceKey}/pages/${entry.id}/${titleSlug(entry.title)}`
      : `/spaces/${entry.spaceKey}/pages/${entry.ancestorIds.at(-1) ?? ""}`;
  return {
    content: {
      id: entry.id,
      type: entry.type,
      status: "current",
      title: entry.title,
      childTypes: {},
      macroRenderedOutput: {},
      restrictions: {},
      _expandable: { container: "", metadata: "", body: "", version: "", space: `/rest/api/space/${entry.spaceKey}` },
      _links: { webui: url, self: `${wikiBase(call)}/rest/api/content/${entry.id}`, tinyui: `/x/${entry.id}` },
    },
    title: highlight(escapeXml(entry.title), view.words),
    excerpt: view.excerpt === "none" ? "" : excerptOf(entry.text, view),
    url,
    resultGlobalContainer: { title: space?.name ?? "", displayUrl: `/spaces/${entry.spaceKey}` },
    breadcrumbs: [],
    entityType: "content",
    iconCssClass: "aui-icon content-type-page",
    lastModified: entry.lastModified,
    friendlyLastModified: entry.lastModified.slice(0, 10),
    score: score(entry, view.words),
  };
};

const excerptOf = (text: string, view: { readonly words: readonly string[]; readonly excerpt: string }): string => {
  const lower = text.toLowerCase();
  const first = Math.max(
    0,
    Math.min(...view.words.map((word) => lower.indexOf(word)).filter((at) => at >= 0), text.length),
  );
  const from = first === text.length ? 0 : Math.max(0, first - 60);
  const cut = text.slice(from, from + 240);
  return view.excerpt === "highlight" ? highlight(cut, view.words) : cut;
};

const highlight = (text: string, words: readonly string[]): string => {
  if (words.length === 0) return text;
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  return text.replace(pattern, (found) => `@@@hl@@@${found}@@@endhl@@@`);
};

const nextPath = (call: Call, start: number, limit: number): string => {
  const query = new URLSearchParams(call.query);
  query.set("limit", String(limit));
  query.set("cursor", Buffer.from(`start:${start}`).toString("base64url"));
  return `/rest/api/search?${query.toString()}`;
};

const startOf = (cursor: string | null): number => {
  if (cursor === null) return 0;
  const match = /^start:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString());
  if (match === null) throw refuseV1(400, "The cursor is not valid");
  return Number(match[1]);
};
