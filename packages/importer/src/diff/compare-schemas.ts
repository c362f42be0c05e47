import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, listAt, objectAt, sameJson, textsAt } from "../json/json-object.ts";

export interface SchemaComparison {
  /** Something that was accepted no longer is. */
  readonly narrowed: readonly string[];
  /** Something more is accepted. */
  readonly widened: readonly string[];
  readonly enumNarrowed: boolean;
  readonly enumWidened: boolean;
}

const maxDepth = 12;

/** What a change of a shown schema means for values that were valid before. */
export const compareSchemas = (before: JsonObject, after: JsonObject): SchemaComparison => {
  const narrowed: string[] = [];
  const widened: string[] = [];
  let enumNarrowed = false;
  let enumWidened = false;

  const visit = (left: JsonObject, right: JsonObject, at: string, depth: number): void => {
    if (depth > maxDepth || sameJson(left, right)) return;
    compareTypes(left, right, at);
    compareEnums(left, right, at);
    compareLimits(left, right, at);
    compareProperties(left, right, at, depth);
    const leftItems = objectAt(left, "items");
    const rightItems = objectAt(right, "items");
    if (leftItems !== undefined && rightItems !== undefined) visit(leftItems, rightItems, `${at}[]`, depth + 1);
  };

  const compareTypes = (left: JsonObject, right: JsonObject, at: string): void => {
    const was = acceptedTypes(left);
    const is = acceptedTypes(right);
    const lost = was.filter((type) => !accepts(is, type));
    const gained = is.filter((type) => !accepts(was, type));
    if (lost.length > 0 && is.length > 0) narrowed.push(`${where(at)} no longer takes ${lost.join(" or ")}`);
    if (was.length === 0 && is.length > 0) narrowed.push(`${where(at)} took anything, now only ${is.join(" or ")}`);
    if (gained.length > 0 && was.length > 0) widened.push(`${where(at)} also takes ${gained.join(" and ")}`);
    if (is.length === 0 && was.length > 0) widened.push(`${where(at)} takes anything`);
  };

  const compareEnums = (left: JsonObject, right: JsonObject, at: string): void => {
    const was = listAt(left, "enum");
    const is = listAt(right, "enum");
    if (was.length === 0 && is.length === 0) return;
    const lost = was.filter((value) => !includes(is, value));
    const gained = is.filter((value) => !includes(was, value));
    if (is.length > 0 && (lost.length > 0 || was.length === 0)) {
      enumNarrowed = true;
      narrowed.push(
        was.length === 0 ? `${where(at)} now takes listed values only` : `${where(at)} no longer takes ${listed(lost)}`,
      );
    }
    if (was.length > 0 && (gained.length > 0 || is.length === 0)) {
      enumWidened = true;
      widened.push(
        is.length === 0
          ? `${where(at)} takes values besides the listed ones`
          : `${where(at)} also takes ${listed(gained)}`,
      );
    }
  };

  const compareLimits = (left: JsonObject, right: JsonObject, at: string): void => {
    for (const [key, isUpper] of [
      ["maximum", true],
      ["maxLength", true],
      ["maxItems", true],
      ["minimum", false],
      ["minLength", false],
      ["minItems", false],
    ] as const) {
      const was = numberAt(left, key, isUpper);
      const is = numberAt(right, key, isUpper);
      if (was === is) continue;
      (isUpper === is < was ? narrowed : widened).push(
        `${where(at)} has another ${key} (${shownLimit(was)} → ${shownLimit(is)})`,
      );
    }
  };

  const compareProperties = (left: JsonObject, right: JsonObject, at: string, depth: number): void => {
    const was = objectAt(left, "properties") ?? {};
    const is = objectAt(right, "properties") ?? {};
    const wasRequired = textsAt(left, "required");
    const isRequired = textsAt(right, "required");
    for (const [name, value] of Object.entries(was)) {
      const next = get(is, name);
      const path = at === "" ? name : `${at}.${name}`;
      if (next === undefined) {
        if (Object.keys(is).length > 0) narrowed.push(`${path} is gone`);
      } else if (isObject(value) && isObject(next)) visit(value, next, path, depth + 1);
    }
    for (const name of Object.keys(is))
      if (get(was, name) === undefined && Object.keys(was).length > 0)
        widened.push(`${at === "" ? name : `${at}.${name}`} is new`);
    for (const name of isRequired)
      if (!wasRequired.includes(name)) narrowed.push(`${at === "" ? name : `${at}.${name}`} is now required`);
  };

  visit(before, after, "", 0);
  return { narrowed, widened, enumNarrowed, enumWidened };
};

const where = (at: string): string => (at === "" ? "it" : at);
const includes = (values: readonly JsonValue[], value: JsonValue): boolean =>
  values.some((other) => sameJson(other, value));
const listed = (values: readonly JsonValue[]): string =>
  values
    .slice(0, 6)
    .map((value) => JSON.stringify(value))
    .join(", ") + (values.length > 6 ? ` and ${values.length - 6} more` : "");
const shownLimit = (limit: number): string => (Number.isFinite(limit) ? String(limit) : "none");

const numberAt = (schema: JsonObject, key: string, isUpper: boolean): number => {
  const value = get(schema, key);
  return typeof value === "number" ? value : isUpper ? Infinity : -Infinity;
};

/** Types of a schema and of its branches; empty means any. */
const acceptedTypes = (schema: JsonObject): string[] => {
  const type = get(schema, "type");
  const branches = listAt(schema, "anyOf").filter(isObject);
  if (branches.length > 0) {
    const inner = branches.map(acceptedTypes);
    return inner.some((types) => types.length === 0) ? [] : [...new Set(inner.flat())];
  }
  return typeof type === "string" ? [type] : textsAt({ type: Array.isArray(type) ? type : [] }, "type");
};

const accepts = (types: readonly string[], type: string): boolean =>
  types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
