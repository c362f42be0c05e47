import type { JsonObject, JsonValue } from "@breezeway/core";
import { isObject, put } from "../json/json-object.ts";
import { brokenKey } from "../references/resolver.ts";
import { droppedKey } from "../schemas/copy-keywords.ts";

const prose = new Set([
  "title",
  "description",
  "examples",
  "deprecated",
  "default",
  "discriminator",
  brokenKey,
  droppedKey,
]);
const maps = new Set(["properties", "patternProperties"]);

/** A canonical schema without its prose: what validation and encoding need. */
export const stripSchema = (schema: JsonObject): JsonObject => {
  const bare: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key)) continue;
    bare[key] = maps.has(key) && isObject(value) ? stripMap(value) : stripValue(key, value);
  }
  return bare;
};

const stripMap = (properties: JsonObject): JsonObject => {
  const bare: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) put(bare, name, isObject(value) ? stripSchema(value) : value);
  return bare;
};

const nested = new Set(["items", "additionalProperties", "not"]);
const lists = new Set(["allOf", "anyOf", "prefixItems"]);

const stripValue = (key: string, value: JsonValue): JsonValue => {
  if (nested.has(key) && isObject(value)) return stripSchema(value);
  if (lists.has(key) && Array.isArray(value)) return value.map((item) => (isObject(item) ? stripSchema(item) : item));
  return value;
};
