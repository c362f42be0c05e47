import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject } from "../json/json-object.ts";

export const jsonTypes = ["object", "array", "string", "number", "integer", "boolean", "null"] as const;
export type JsonType = (typeof jsonTypes)[number];

// Names that people write for types of their languages.
const aliases: Readonly<Record<string, { readonly type: JsonType; readonly format?: string }>> = {
  int: { type: "integer" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  long: { type: "integer", format: "int64" },
  float: { type: "number" },
  double: { type: "number" },
  decimal: { type: "number" },
  bool: { type: "boolean" },
  str: { type: "string" },
  text: { type: "string" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  "date-time": { type: "string", format: "date-time" },
  uuid: { type: "string", format: "uuid" },
  url: { type: "string", format: "uri" },
  file: { type: "string", format: "binary" },
  binary: { type: "string", format: "binary" },
  enum: { type: "string" },
  list: { type: "array" },
  map: { type: "object" },
  dict: { type: "object" },
};

export interface TypeReading {
  readonly types: readonly JsonType[];
  readonly format?: string;
}

const isJsonType = (name: string): name is JsonType => (jsonTypes as readonly string[]).includes(name);

/** The `type` keyword as a list of JSON types; aliases are translated, unknown names dropped. */
export const readTypes = (node: JsonObject): TypeReading => {
  const stated = get(node, "type");
  const names = (Array.isArray(stated) ? stated : [stated]).filter((name): name is string => typeof name === "string");
  const types = new Set<JsonType>();
  let format: string | undefined;
  for (const name of names) {
    const lower = name.trim().toLowerCase();
    const alias = Object.hasOwn(aliases, lower) ? aliases[lower] : undefined;
    if (isJsonType(lower)) types.add(lower);
    else if (alias !== undefined) {
      types.add(alias.type);
      format ??= alias.format;
    }
  }
  if (types.has("number")) types.delete("integer");
  return { types: [...types], ...(format === undefined ? {} : { format }) };
};

/** The type that the other keywords speak for where none is stated. */
export const inferType = (node: JsonObject): JsonType | undefined => {
  if (isObject(get(node, "properties")) || get(node, "additionalProperties") !== undefined) return "object";
  if (get(node, "items") !== undefined || get(node, "prefixItems") !== undefined) return "array";
  const format = get(node, "format");
  if (typeof format === "string") return typeOfFormat(format);
  return undefined;
};

const typeOfFormat = (format: string): JsonType | undefined => {
  if (/^(?:int32|int64|integer|long)$/.test(format)) return "integer";
  if (/^(?:float|double|number|decimal)$/.test(format)) return "number";
  if (format === "boolean") return "boolean";
  if (
    /^(?:string|date|date-time|time|duration|uuid|uri|url|email|hostname|ipv4|ipv6|byte|binary|password)$/.test(format)
  )
    return "string";
  return undefined;
};

export const typeOfValue = (value: JsonValue): JsonType => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "object";
};

export const fitsType = (value: JsonValue, types: readonly JsonType[]): boolean => {
  const type = typeOfValue(value);
  return types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
};
