import type { JsonObject, JsonValue } from "@breezeway/core";
import { definitionName } from "../definitions/definition-list.ts";
import { get, isObject, isTrue, listAt, objectAt, put, sameJson, textAt, textsAt } from "../json/json-object.ts";
import { pointTo } from "../json/pointer.ts";
import type { SchemaContext } from "./schema-context.ts";
import { fitsType, inferType, jsonTypes, readTypes, typeOfValue } from "./canonical-type.ts";
import type { JsonType } from "./canonical-type.ts";

/** Fields that a schema leaves to the other side (`readOnly` in requests), so that nothing requires them. */
export const droppedKey = "x-breezeway-dropped";

export interface CopyInput {
  readonly context: SchemaContext;
  readonly child: (value: JsonValue, pointer: string) => JsonObject;
}

/** Keywords of one schema object, translated to 2020-12 and repaired. */
export const copyKeywords = (node: JsonObject, pointer: string, input: CopyInput): JsonObject => {
  const schema: JsonObject = {};
  copyAnnotations(node, schema);
  const types = copyType(node, schema);
  copyValues(node, schema, types);
  if (mayBe(types, "object")) copyObject(node, schema, pointer, input);
  if (mayBe(types, "array")) copyArray(node, schema, types, pointer, input);
  if (mayBe(types, "string")) copyString(node, schema);
  if (mayBe(types, "number") || types.includes("integer")) copyNumber(node, schema);
  copyCombinators(node, schema, pointer, input);
  return schema;
};

const mayBe = (types: readonly JsonType[], type: JsonType): boolean => types.length === 0 || types.includes(type);

const copyAnnotations = (node: JsonObject, schema: JsonObject): void => {
  for (const key of ["title", "description"] as const) {
    const text = textAt(node, key);
    if (text !== undefined && text.trim() !== "") schema[key] = text;
  }
  if (isTrue(node, "deprecated")) schema["deprecated"] = true;
  const examples = get(node, "examples");
  const example = get(node, "example") ?? (Array.isArray(examples) ? examples[0] : undefined);
  if (example !== undefined && example !== null) schema["examples"] = [example];
  for (const key of ["xml", "discriminator"]) {
    const value = get(node, key);
    if (isObject(value)) schema[key] = value;
  }
};

const copyType = (node: JsonObject, schema: JsonObject): JsonType[] => {
  const stated = readTypes(node);
  const nullable = get(node, "nullable") === true || get(node, "x-nullable") === true;
  const inferred = stated.types.length === 0 ? inferType(node) : undefined;
  const types = [...stated.types, ...(inferred === undefined ? [] : [inferred])];
  if (nullable && types.length > 0 && !types.includes("null")) types.push("null");
  if (types.length > 0) schema["type"] = types.length === 1 && types[0] !== undefined ? types[0] : types;
  const format = textAt(node, "format") ?? stated.format;
  if (format !== undefined && !(jsonTypes as readonly string[]).includes(format)) schema["format"] = format;
  return types;
};

/** `enum`, `const` and `default`; values that the type forbids decide in the type's place, or are dropped. */
const copyValues = (node: JsonObject, schema: JsonObject, types: readonly JsonType[]): void => {
  const stated = get(node, "enum");
  if (Array.isArray(stated) && stated.length > 0) {
    const values = stated.filter(
      (value, index) => stated.findIndex((other) => sameJson(other, value)) === index || index > 500,
    );
    const fitting = values.map((value) => asType(value, types)).filter((value) => fitsType(value, types));
    const nullable = get(node, "nullable") === true && !fitting.includes(null) ? [null] : [];
    if (fitting.length > 0) schema["enum"] = [...fitting, ...nullable];
    else if (types.length > 0) retype(schema, values);
    else schema["enum"] = values;
  }
  const constant = get(node, "const");
  if (constant !== undefined) schema["enum"] = [constant];
  const fallback = get(node, "default");
  if (fallback !== undefined && fitsType(fallback, types)) schema["default"] = fallback;
};

/** YAML turns `1` and `true` into what they look like, whatever the type says they are. */
const asType = (value: JsonValue, types: readonly JsonType[]): JsonValue => {
  if (fitsType(value, types)) return value;
  if (types.includes("string") && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (typeof value !== "string" || value.trim() === "") return value;
  const isNumeric = (types.includes("number") || types.includes("integer")) && Number.isFinite(Number(value));
  if (isNumeric) return Number(value);
  return types.includes("boolean") && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === "true" : value;
};

const retype = (schema: JsonObject, values: readonly JsonValue[]): void => {
  const found = [...new Set(values.map(typeOfValue))];
  schema["enum"] = [...values];
  schema["type"] = found.length === 1 && found[0] !== undefined ? found[0] : found;
};

const copyObject = (node: JsonObject, schema: JsonObject, pointer: string, { context, child }: CopyInput): void => {
  const hidden = context.purpose === "request" ? "readOnly" : "writeOnly";
  const required = new Set(textsAt(node, "required"));
  const dropped: string[] = [];
  const stated = objectAt(node, "properties");
  if (stated !== undefined) {
    const properties: JsonObject = {};
    for (const [name, value] of Object.entries(stated)) {
      if (isObject(value) && get(value, hidden) === true) {
        required.delete(name);
        dropped.push(name);
        continue;
      }
      // Draft 3 habit: `required: true` on the property itself.
      if (isObject(value) && get(value, "required") === true) required.add(name);
      put(properties, name, child(value, pointTo(pointer, "properties", name)));
    }
    schema["properties"] = properties;
  }
  const additional = get(node, "additionalProperties") ?? get(node, "unevaluatedProperties");
  // What is required and yet not allowed could never be sent.
  if (
    additional === false &&
    stated !== undefined &&
    get(node, "patternProperties") === undefined &&
    get(node, "allOf") === undefined
  )
    for (const name of required) if (!Object.hasOwn(stated, name)) required.delete(name);
  if (dropped.length > 0) schema[droppedKey] = dropped;
  if (required.size > 0) schema["required"] = [...required];
  if (additional === false) schema["additionalProperties"] = false;
  else if (additional === true) schema["additionalProperties"] = true;
  else if (isObject(additional))
    schema["additionalProperties"] = child(additional, pointTo(pointer, "additionalProperties"));
  const patterns = objectAt(node, "patternProperties");
  if (patterns !== undefined && Object.keys(patterns).length > 0) {
    const copied: JsonObject = {};
    for (const [name, value] of Object.entries(patterns))
      put(copied, name, child(value, pointTo(pointer, "patternProperties", name)));
    schema["patternProperties"] = copied;
  }
  copyCounts(node, schema, ["minProperties", "maxProperties"]);
};

const copyArray = (
  node: JsonObject,
  schema: JsonObject,
  types: readonly JsonType[],
  pointer: string,
  { child }: CopyInput,
): void => {
  const items = get(node, "items");
  const tuple = get(node, "prefixItems") ?? (Array.isArray(items) ? items : undefined);
  if (Array.isArray(tuple)) {
    schema["prefixItems"] = tuple.map((item, index) => child(item, pointTo(pointer, "prefixItems", index)));
    const rest = get(node, "additionalItems");
    if (rest === false || (items === false && !Array.isArray(items))) schema["maxItems"] = tuple.length;
  } else if (items !== undefined && items !== false) {
    schema["items"] = child(items, pointTo(pointer, "items"));
  } else if (types.includes("array")) {
    schema["items"] = {};
  }
  copyCounts(node, schema, ["minItems", "maxItems"]);
  if (get(node, "uniqueItems") === true) schema["uniqueItems"] = true;
};

const copyString = (node: JsonObject, schema: JsonObject): void => {
  const pattern = textAt(node, "pattern");
  if (pattern !== undefined && pattern.length <= 1_000) schema["pattern"] = pattern;
  copyCounts(node, schema, ["minLength", "maxLength"]);
  for (const key of ["contentEncoding", "contentMediaType"] as const) {
    const value = textAt(node, key);
    if (value !== undefined) schema[key] = value;
  }
};

/** Lower and upper counts; a contradictory pair is dropped. */
const copyCounts = (node: JsonObject, schema: JsonObject, [low, high]: readonly [string, string]): void => {
  const read = (key: string): number | undefined => {
    const value = Number(get(node, key) ?? Number.NaN);
    return Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  const least = read(low);
  const most = Math.min(read(high) ?? Infinity, typeof schema[high] === "number" ? schema[high] : Infinity);
  if (least !== undefined && least > most) return;
  if (least !== undefined && least > 0) schema[low] = least;
  if (most !== Infinity) schema[high] = most;
};

const copyNumber = (node: JsonObject, schema: JsonObject): void => {
  const read = (key: string): number | undefined => {
    const value = get(node, key);
    const number =
      typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : undefined;
  };
  const bounds: JsonObject = {};
  // Before 2020-12 the exclusive bounds were flags beside the inclusive ones.
  for (const [plain, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const flag = get(node, exclusive);
    const bound = read(plain);
    if (flag === true && bound !== undefined) bounds[exclusive] = bound;
    else if (bound !== undefined) bounds[plain] = bound;
    const own = typeof flag === "boolean" ? undefined : read(exclusive);
    if (own !== undefined) bounds[exclusive] = own;
  }
  const low = Math.max(Number(bounds["minimum"] ?? -Infinity), Number(bounds["exclusiveMinimum"] ?? -Infinity));
  const high = Math.min(Number(bounds["maximum"] ?? Infinity), Number(bounds["exclusiveMaximum"] ?? Infinity));
  if (low <= high) Object.assign(schema, bounds);
  const step = read("multipleOf");
  if (step !== undefined && step > 0) schema["multipleOf"] = step;
};

const copyCombinators = (
  node: JsonObject,
  schema: JsonObject,
  pointer: string,
  { child, context }: CopyInput,
): void => {
  const branches = (key: string): JsonObject[] =>
    listAt(node, key).map((item, index) => child(item, pointTo(pointer, key, index)));
  const all = branches("allOf");
  if (all.length > 0) schema["allOf"] = withoutDropped(schema, all, context);
  // APIs do not count matches: `oneOf` of overlapping shapes would refuse what the server takes.
  const any = branches("anyOf");
  const one = branches("oneOf");
  if (any.length > 0 && one.length > 0) schema["allOf"] = [...all, { anyOf: one }];
  const choice = any.length > 0 ? any : one;
  if (choice.length > 0) schema["anyOf"] = nullableChoice(node, choice);
  const not = get(node, "not");
  if (isObject(not)) schema["not"] = child(not, pointTo(pointer, "not"));
};

/** Fields that one part of an `allOf` leaves to the server are not required by another. */
const withoutDropped = (schema: JsonObject, parts: readonly JsonObject[], context: SchemaContext): JsonObject[] => {
  const dropped = new Set(parts.flatMap((part) => droppedBy(part, context)));
  if (dropped.size === 0) return [...parts];
  schema[droppedKey] = [...dropped];
  const required = textsAt(schema, "required").filter((name) => !dropped.has(name));
  if (schema["required"] !== undefined) schema["required"] = required;
  return parts.map((part) =>
    part["required"] === undefined
      ? part
      : { ...part, required: textsAt(part, "required").filter((name) => !dropped.has(name)) },
  );
};

const droppedBy = (part: JsonObject, context: SchemaContext): string[] => {
  const name = definitionName(textAt(part, "$ref") ?? "");
  const target = name === undefined ? undefined : context.definitions.get(name);
  return [...textsAt(part, droppedKey), ...(target === undefined ? [] : textsAt(target, droppedKey))];
};

const nullableChoice = (node: JsonObject, choice: JsonObject[]): JsonObject[] =>
  get(node, "nullable") === true && !choice.some((branch) => branch["type"] === "null")
    ? [...choice, { type: "null" }]
    : choice;
