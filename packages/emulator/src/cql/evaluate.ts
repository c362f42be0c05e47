import type { Expression, Field, Operator, Query } from "./parse.ts";
import { CqlError } from "./tokenise.ts";

/** One entry of the search index. */
export interface Indexed {
  readonly id: string;
  readonly type: "page" | "comment" | "attachment";
  readonly title: string;
  readonly text: string;
  readonly spaceKey: string;
  readonly labels: readonly string[];
  readonly parentId: string | null;
  readonly ancestorIds: readonly string[];
  readonly creator: string;
  readonly created: string;
  readonly lastModified: string;
}

/** The entries that a query finds, in its order; by number of matched words otherwise. */
export const search = (query: Query, index: readonly Indexed[], nowMs: number): Indexed[] => {
  const found = index.filter((entry) => query.where === undefined || matches(query.where, entry, nowMs));
  if (query.orderBy.length > 0) return found.toSorted((a, b) => compareBy(query.orderBy, a, b));
  const words = searchedWords(query);
  return found.toSorted((a, b) => score(b, words) - score(a, words));
};

/** Words that the query looks for in titles and texts, for highlighting. */
export const searchedWords = (query: Query): string[] => (query.where === undefined ? [] : wordsOf(query.where));

export const score = (entry: Indexed, words: readonly string[]): number =>
  words.reduce(
    (sum, word) =>
      sum + (entry.title.toLowerCase().includes(word) ? 3 : 0) + (entry.text.toLowerCase().includes(word) ? 1 : 0),
    0,
  );

const matches = (expression: Expression, entry: Indexed, nowMs: number): boolean => {
  switch (expression.kind) {
    case "and":
      return expression.parts.every((part) => matches(part, entry, nowMs));
    case "or":
      return expression.parts.some((part) => matches(part, entry, nowMs));
    case "not":
      return !matches(expression.part, entry, nowMs);
    case "clause":
      return matchesClause(expression, entry, nowMs);
  }
};

const matchesClause = (clause: Extract<Expression, { kind: "clause" }>, entry: Indexed, nowMs: number): boolean => {
  const { field, operator, values } = clause;
  const [value = ""] = values;
  switch (operator) {
    case "in":
      return values.some((one) => equals(field, one, entry));
    case "not in":
      return !values.some((one) => equals(field, one, entry));
    case "=":
      return equals(field, value, entry);
    case "!=":
      return !equals(field, value, entry);
    case "~":
      return contains(field, value, entry);
    case "!~":
      return !contains(field, value, entry);
    case ">":
    case ">=":
    case "<":
    case "<=":
      return compareDates(field, operator, value, entry, nowMs);
  }
};

const equals = (field: Field, value: string, entry: Indexed): boolean => {
  const wanted = value.toLowerCase();
  switch (field) {
    case "space":
    case "space.key":
      return entry.spaceKey.toLowerCase() === wanted;
    case "type":
      return entry.type === wanted;
    case "label":
      return entry.labels.includes(wanted);
    case "title":
      return entry.title.toLowerCase() === wanted;
    case "id":
    case "content":
      return entry.id === value;
    case "parent":
      return entry.parentId === value;
    case "ancestor":
      return entry.ancestorIds.includes(value);
    case "creator":
      return entry.creator === value;
    case "created":
      return entry.created.startsWith(value);
    case "lastmodified":
      return entry.lastModified.startsWith(value);
    case "text":
    case "sitesearch":
      throw new CqlError(`The = operator is not supported for the field: ${field}`);
  }
};

const contains = (field: Field, value: string, entry: Indexed): boolean => {
  if (field !== "text" && field !== "sitesearch" && field !== "title")
    throw new CqlError(`The ~ operator is not supported for the field: ${field}`);
  const target = (field === "title" ? entry.title : `${entry.title} ${entry.text}`).toLowerCase();
  return splitWords(value).every((word) => target.includes(word));
};

const compareDates = (field: Field, operator: Operator, value: string, entry: Indexed, nowMs: number): boolean => {
  if (field !== "created" && field !== "lastmodified")
    throw new CqlError(`The ${operator} operator is not supported for the field: ${field}`);
  const actual = Date.parse(field === "created" ? entry.created : entry.lastModified);
  const bound = dateOf(value, nowMs);
  if (operator === ">") return actual > bound;
  if (operator === ">=") return actual >= bound;
  return operator === "<" ? actual < bound : actual <= bound;
};

const unitMs: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

const dateOf = (value: string, nowMs: number): number => {
  const relative = /^now:([+-]?\d+)([mhdwMy])$/.exec(value);
  if (relative !== null) return nowMs + Number(relative[1]) * (unitMs[relative[2] ?? ""] ?? 0);
  const date = Date.parse(value.replaceAll("/", "-"));
  if (Number.isNaN(date)) throw new CqlError(`Could not parse the date: ${value}`);
  return date;
};

const splitWords = (value: string): string[] =>
  value
    .toLowerCase()
    .split(/[\s"*?~]+/)
    .filter((word) => word !== "");

const wordsOf = (expression: Expression): string[] => {
  if (expression.kind === "clause")
    return expression.operator === "~" ? expression.values.flatMap((value) => splitWords(value)) : [];
  return expression.kind === "not" ? [] : expression.parts.flatMap(wordsOf);
};

const compareBy = (orderBy: Query["orderBy"], a: Indexed, b: Indexed): number => {
  for (const { field, descending } of orderBy) {
    const [left, right] = [sortKey(field, a), sortKey(field, b)];
    if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
  }
  return 0;
};

const sortKey = (field: Field, entry: Indexed): string => {
  if (field === "created") return entry.created;
  if (field === "lastmodified") return entry.lastModified;
  if (field === "title") return entry.title.toLowerCase();
  if (field === "space" || field === "space.key") return entry.spaceKey;
  return entry.id.padStart(20, "0");
};
