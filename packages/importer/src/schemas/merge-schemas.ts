import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, listAt, put, sameJson, textsAt } from "../json/json-object.ts";
import { jsonTypes } from "./canonical-type.ts";
import type { JsonType } from "./canonical-type.ts";

export const typesOf = (schema: JsonObject): JsonType[] => {
  const type = get(schema, "type");
  const names = Array.isArray(type) ? type : [type];
  return jsonTypes.filter((name) => names.includes(name));
};

const withTypes = (schema: JsonObject, types: readonly JsonType[]): JsonObject => {
  const { type: _dropped, ...rest } = schema;
  if (types.length === 0) return rest;
  return { type: types.length === 1 && types[0] !== undefined ? types[0] : [...types], ...rest };
};

/** One schema that says what both say (`allOf`). Contradictions go to the first. */
export const mergeSchemas = (left: JsonObject, right: JsonObject): JsonObject => {
  const merged: JsonObject = {};
  for (const [key, value] of Object.entries(left)) put(merged, key, value);
  for (const [key, value] of Object.entries(right)) {
    const own = get(merged, key);
    put(merged, key, own === undefined ? value : mergeKeyword(key, own, value));
  }
  return withTypes(merged, mergeTypes(typesOf(left), typesOf(right)));
};

const mergeTypes = (left: readonly JsonType[], right: readonly JsonType[]): JsonType[] => {
  if (left.length === 0 || right.length === 0) return [...left, ...right];
  const both = left.filter((type) => right.includes(type) || (type === "integer" && right.includes("number")));
  if (both.length > 0) return both;
  return left.includes("number") && right.includes("integer") ? ["integer"] : [...left];
};

const mergeKeyword = (key: string, left: JsonValue, right: JsonValue): JsonValue => {
  switch (key) {
    case "properties":
    case "patternProperties":
      return isObject(left) && isObject(right) ? mergeProperties(left, right) : left;
    case "required":
      return [...new Set([...asTexts(left), ...asTexts(right)])];
    case "enum": {
      const both =
        Array.isArray(left) && Array.isArray(right)
          ? left.filter((value) => right.some((other) => sameJson(value, other)))
          : [];
      return both.length > 0 ? both : left;
    }
    case "allOf":
      return [...asList(left), ...asList(right)];
    case "anyOf":
      return crossChoices(asList(left), asList(right));
    case "items":
    case "additionalProperties":
      return mergeInner(left, right);
    case "minimum":
    case "exclusiveMinimum":
    case "minLength":
    case "minItems":
    case "minProperties":
      return Math.max(Number(left), Number(right));
    case "maximum":
    case "exclusiveMaximum":
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return Math.min(Number(left), Number(right));
    default:
      return left;
  }
};

const maxChoices = 12;

/** Two choices at once: every pair, while there are few. */
const crossChoices = (left: readonly JsonValue[], right: readonly JsonValue[]): JsonValue[] => {
  if (sameJson([...left], [...right]) || left.length * right.length > maxChoices) return [...left];
  return left.flatMap((one) => right.map((other): JsonValue => ({ allOf: [one, other] })));
};

const mergeProperties = (left: JsonObject, right: JsonObject): JsonObject => {
  const merged: JsonObject = {};
  for (const [name, value] of Object.entries(left)) put(merged, name, value);
  for (const [name, value] of Object.entries(right)) {
    const own = get(merged, name);
    put(merged, name, own === undefined || sameJson(own, value) ? value : joinBoth(own, value));
  }
  return merged;
};

/** Both must hold; merged when shown, since references may stand in them. */
const joinBoth = (left: JsonValue, right: JsonValue): JsonValue => {
  if (!isObject(left) || Object.keys(left).length === 0) return right;
  if (!isObject(right) || Object.keys(right).length === 0) return left;
  return { allOf: [...(isOnlyAllOf(left) ? listAt(left, "allOf") : [left]), right] };
};

const isOnlyAllOf = (schema: JsonObject): boolean => Object.keys(schema).length === 1 && Array.isArray(schema["allOf"]);

const mergeInner = (left: JsonValue, right: JsonValue): JsonValue => {
  if (left === false || right === false) return left === false ? right : left;
  if (isObject(left) && isObject(right)) return sameJson(left, right) ? left : joinBoth(left, right);
  return isObject(left) ? left : right;
};

const asList = (value: JsonValue): JsonValue[] => (Array.isArray(value) ? value : []);
const asTexts = (value: JsonValue): string[] => textsAt({ value }, "value");
