import type { JsonObject, JsonValue } from "@breezeway/core";
import { isObject, put } from "../json/json-object.ts";

/** A shown schema without its words: what remains says what is accepted. */
export const withoutProse = (schema: JsonObject): JsonObject => {
  const bare: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if ((key === "description" && typeof value === "string") || key === "default") continue;
    put(bare, key, key === "properties" && isObject(value) ? bareMap(value) : bareValue(value));
  }
  return bare;
};

const bareMap = (properties: JsonObject): JsonObject => {
  const bare: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) put(bare, name, bareValue(value));
  return bare;
};

const bareValue = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(bareValue);
  return isObject(value) ? withoutProse(value) : value;
};
