import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { setOwn } from "../request/rename-keys.ts";
import type { JsonType, SchemaContext } from "./schema-view.ts";
import {
  acceptedTypes,
  isObject,
  isTypeAccepted,
  own,
  resolveReference,
  schemaAt,
  schemasAt,
  typeOf,
} from "./schema-view.ts";
import { isValid } from "./validate.ts";

const maxDepth = 64;

/**
 * Mends what models commonly get wrong when the schema leaves no doubt about what was meant: a stringified object,
 * `"42"` for a number, one value where a list is due. Returns the value unchanged wherever there is doubt.
 */
export const heal = (value: JsonValue, schema: JsonSchema, context: SchemaContext, depth = 0): JsonValue => {
  if (depth > maxDepth || (context.budget -= 1) <= 0) return value;
  const resolved = resolveReference(schema, context);
  const accepted = acceptedTypes(resolved, context);
  const fitted =
    accepted === undefined || isTypeAccepted(typeOf(value), accepted) ? value : fit(value, accepted, resolved, context);
  if (typeof fitted === "string") return healEnum(fitted, resolved);
  return typeof fitted === "object" && fitted !== null ? healInside(fitted, resolved, context, depth) : fitted;
};

const healInside = (
  value: JsonObject | JsonValue[],
  schema: JsonSchema,
  context: SchemaContext,
  depth: number,
): JsonValue => {
  let current: JsonValue = healMembers(value, schema, context, depth);
  for (const part of schemasAt(schema, "allOf")) current = heal(current, part, context, depth + 1);
  const branches = [...schemasAt(schema, "anyOf"), ...schemasAt(schema, "oneOf")];
  if (branches.length === 0) return current;
  for (const branch of branches) {
    const candidate = heal(current, branch, context, depth + 1);
    if (isValid(candidate, branch, context)) return candidate;
  }
  return current;
};

/** Brings a value of the wrong type to one that is accepted, if exactly one reading makes sense. */
const fit = (
  value: JsonValue,
  accepted: ReadonlySet<JsonType>,
  schema: JsonSchema,
  context: SchemaContext,
): JsonValue => {
  if (typeof value === "string") {
    const read = readText(value, accepted);
    if (read !== undefined) return read;
  }
  if (accepted.has("string")) {
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    // A string that holds JSON, such as a document format inside a body, is often given as the object itself.
    if (typeof value === "object" && value !== null && !accepted.has("array"))
      return unwrapSingle(value) ?? JSON.stringify(value);
  }
  if (Array.isArray(value)) return value.length === 1 && !accepted.has("array") ? (value[0] ?? null) : value;
  if (accepted.has("array") && value !== null) return asList(value, schema, context);
  return value;
};

const unwrapSingle = (value: JsonValue): string | undefined => {
  const only = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  return typeof only === "string" ? only : undefined;
};

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

const readText = (text: string, accepted: ReadonlySet<JsonType>): JsonValue | undefined => {
  const trimmed = text.trim();
  if ((accepted.has("object") && trimmed.startsWith("{")) || (accepted.has("array") && trimmed.startsWith("["))) {
    const parsed = parseJson(trimmed);
    if (parsed !== undefined && isTypeAccepted(typeOf(parsed), accepted)) return parsed;
  }
  if ((accepted.has("number") || accepted.has("integer")) && numberText.test(trimmed)) {
    const number = Number(trimmed);
    // Beyond 2^53 the digits would change, so they stay a text.
    if (Number.isFinite(number) && isTypeAccepted(typeOf(number), accepted) && isExact(trimmed, number)) return number;
  }
  if (accepted.has("boolean") && /^(?:true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
  if (accepted.has("null") && (trimmed === "null" || trimmed === "")) return null;
  return undefined;
};

const isExact = (text: string, number: number): boolean =>
  Number.isInteger(number) ? Number.isSafeInteger(number) : text.length <= 17;

const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON: the text stays what it is, and validation says what is due.
    return undefined;
  }
};

const asList = (value: JsonValue, schema: JsonSchema, context: SchemaContext): JsonValue => {
  if (typeof value === "string" && value.includes(",")) {
    const items = schemaAt(schema, "items");
    const parts = value.split(",").map((part) => part.trim());
    if (items !== undefined && parts.every((part) => isClearItem(part, items, context))) return parts;
  }
  return typeof value === "string" && value === "" ? [] : [value];
};

/** A comma may belong to a text, never to a number or to one of a closed list. */
const isClearItem = (part: string, items: JsonSchema, context: SchemaContext): boolean => {
  const resolved = resolveReference(items, context);
  const listed = own(resolved, "enum");
  if (Array.isArray(listed)) return listed.includes(part);
  const types = acceptedTypes(resolved, context);
  return types !== undefined && (types.has("integer") || types.has("number")) && numberText.test(part);
};

const healEnum = (text: string, schema: JsonSchema): string => {
  const listed = own(schema, "enum");
  if (!Array.isArray(listed) || listed.includes(text)) return text;
  const wanted = text.trim().toLowerCase();
  const matches = listed.filter((item) => typeof item === "string" && item.toLowerCase() === wanted);
  return matches.length === 1 && typeof matches[0] === "string" ? matches[0] : text;
};

const healMembers = (
  value: JsonObject | JsonValue[],
  schema: JsonSchema,
  context: SchemaContext,
  depth: number,
): JsonObject | JsonValue[] => {
  if (Array.isArray(value)) {
    const items = schemaAt(schema, "items");
    return items === undefined ? value : value.map((item) => heal(item, items, context, depth + 1));
  }
  const properties = schemaAt(schema, "properties");
  const additional = schemaAt(schema, "additionalProperties");
  if (properties === undefined && additional === undefined) return value;
  const required = own(schema, "required");
  const healed: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const shape = (properties === undefined ? undefined : own(properties, key)) ?? additional;
    const mended = isObject(shape) ? heal(item, shape, context, depth + 1) : item;
    // Models write null for "not given".
    if (
      mended === null &&
      isObject(shape) &&
      !isNullAccepted(shape, context) &&
      !(Array.isArray(required) && required.includes(key))
    )
      continue;
    setOwn(healed, key, mended);
  }
  return healed;
};

export const isNullAccepted = (schema: JsonSchema, context: SchemaContext): boolean =>
  acceptedTypes(schema, context)?.has("null") ?? true;
