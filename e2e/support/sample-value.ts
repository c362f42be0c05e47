import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";

/** What a sample may contain, so that the rules under test can tell its parts apart. */
export interface SampleRules {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Text that is put into strings. */
  readonly text: string;
  /** How deep objects and lists may nest. */
  readonly maxDepth: number;
}

/** One value that fits a schema; `undefined` where none can be made up (a pattern, a contradiction). */
export const sampleValue = (schema: JsonSchema, rules: SampleRules, depth = 0): JsonValue | undefined => {
  const resolved = resolve(schema, rules);
  const listed = resolved["enum"];
  if (Array.isArray(listed) && listed.length > 0) return listed.find((value) => value !== null && value !== "");
  if (Object.hasOwn(resolved, "const")) return resolved["const"];
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    const branches = resolved[keyword];
    if (Array.isArray(branches) && isObject(branches[0]) && resolved["properties"] === undefined)
      return keyword === "allOf" && branches.length > 1 ? undefined : sampleValue(branches[0], rules, depth);
  }
  return sampleType(typeOf(resolved), resolved, rules, depth);
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const resolve = (schema: JsonSchema, { definitions }: SampleRules): JsonSchema => {
  let current = schema;
  for (let hop = 0; hop < 16 && typeof current["$ref"] === "string"; hop += 1)
    current = definitions[current["$ref"].replace("#/definitions/", "")] ?? {};
  return current;
};

const typeOf = ({ type, properties, items }: JsonSchema): string => {
  if (typeof type === "string") return type;
  if (Array.isArray(type))
    return type.find((one): one is string => typeof one === "string" && one !== "null") ?? "null";
  if (properties !== undefined) return "object";
  return items === undefined ? "string" : "array";
};

const numberOf = (schema: JsonSchema, keyword: string): number | undefined => {
  const value = schema[keyword];
  return typeof value === "number" ? value : undefined;
};

const sampleType = (type: string, schema: JsonSchema, rules: SampleRules, depth: number): JsonValue | undefined => {
  switch (type) {
    case "integer":
    case "number":
      return sampleNumber(schema);
    case "boolean":
      return true;
    case "array":
      return sampleList(schema, rules, depth);
    case "object":
      return sampleObject(schema, rules, depth);
    case "null":
      return null;
    default:
      return sampleText(schema, rules);
  }
};

const sampleNumber = (schema: JsonSchema): number => {
  const least = numberOf(schema, "minimum") ?? numberOf(schema, "exclusiveMinimum");
  const most = numberOf(schema, "maximum") ?? numberOf(schema, "exclusiveMaximum");
  const step = numberOf(schema, "multipleOf") ?? 1;
  const wanted = least === undefined ? Math.min(7, most === undefined ? 7 : most - 1) : least + 1;
  return Math.ceil(most !== undefined && wanted > most ? most / step : wanted / step) * step;
};

const sampleText = (schema: JsonSchema, { text }: SampleRules): string | undefined => {
  if (schema["pattern"] !== undefined) return undefined;
  const fewest = numberOf(schema, "minLength") ?? 0;
  const most = numberOf(schema, "maxLength") ?? Infinity;
  return text.padEnd(fewest, "x").slice(0, most) || undefined;
};

const sampleList = (schema: JsonSchema, rules: SampleRules, depth: number): JsonValue[] | undefined => {
  if (depth > rules.maxDepth) return undefined;
  const items = isObject(schema["items"]) ? schema["items"] : {};
  const item = sampleValue(items, rules, depth + 1);
  if (item === undefined) return undefined;
  const count = Math.max(numberOf(schema, "minItems") ?? 0, schema["uniqueItems"] === true ? 1 : 2);
  return Array.from({ length: Math.min(count, numberOf(schema, "maxItems") ?? count) }, () => item);
};

const sampleObject = (schema: JsonSchema, rules: SampleRules, depth: number): JsonObject | undefined => {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  if (depth > rules.maxDepth) return undefined;
  const sample: JsonObject = {};
  for (const [key, shape] of Object.entries(properties)) {
    if (!isObject(shape)) continue;
    const value = sampleValue(shape, rules, depth + 1);
    if (value !== undefined) sample[key] = value;
    else if (required.includes(key)) return undefined;
  }
  return Object.keys(sample).length < (numberOf(schema, "minProperties") ?? 0) ? undefined : sample;
};
