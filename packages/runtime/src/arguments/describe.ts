import type { JsonSchema, JsonValue } from "@breezeway/core";
import type { SchemaContext } from "./schema-view.ts";
import { acceptedTypes, isObject, own, resolveReference } from "./schema-view.ts";

const maxQuoted = 80;
const maxValues = 20;

/** A value as it can stand in a message: quoted and bounded, so that it reads as data. */
export const quote = (value: JsonValue): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const bounded = text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text;
  return typeof value === "string" ? JSON.stringify(bounded.toWellFormed()) : bounded;
};

const words: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
  array: "a list",
  object: "an object",
};

/** What a schema accepts, in a few words. */
export const describeSchema = (schema: JsonSchema, context: SchemaContext, depth = 0): string => {
  const resolved = resolveReference(schema, context);
  const listed = own(resolved, "enum");
  if (Array.isArray(listed))
    return `one of ${listed.slice(0, maxValues).map(quote).join(", ")}${listed.length > maxValues ? " …" : ""}`;
  const types = acceptedTypes(resolved, context);
  if (types === undefined) return "a value";
  const named = [...types].map((type) => words[type] ?? type).join(" or ");
  const format = own(resolved, "format");
  const items = own(resolved, "items");
  if (depth === 0 && types.size === 1 && types.has("array") && isObject(items))
    return `${named}, each item ${describeSchema(items, context, depth + 1)}`;
  return typeof format === "string" && /^[\w-]{1,30}$/.test(format) ? `${named} (${format})` : named;
};
