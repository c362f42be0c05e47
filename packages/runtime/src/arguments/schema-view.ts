import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";

export type JsonType = "string" | "number" | "integer" | "boolean" | "null" | "array" | "object";

/** What reading one source's schemas needs: where references lead, and how much work is left. */
export interface SchemaContext {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Counts down; at 0 the work stops. Shared by all arguments of one call. */
  budget: number;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

export const schemasAt = (schema: JsonSchema, keyword: string): readonly JsonSchema[] => {
  const list = own(schema, keyword);
  return Array.isArray(list) ? list.filter(isObject) : [];
};

export const schemaAt = (schema: JsonSchema, keyword: string): JsonSchema | undefined => {
  const value = own(schema, keyword);
  return isObject(value) ? value : undefined;
};

const maxHops = 32;

/** Follows `#/definitions/{name}`; a reference that leads nowhere accepts everything. */
export const resolveReference = (schema: JsonSchema, context: SchemaContext): JsonSchema => {
  let current = schema;
  for (let hop = 0; hop < maxHops; hop += 1) {
    const reference = own(current, "$ref");
    if (typeof reference !== "string") return current;
    const target = definitionOf(reference, context);
    if (target === undefined) return {};
    current = target;
  }
  return {};
};

const definitionOf = (reference: string, context: SchemaContext): JsonSchema | undefined => {
  const name = /^#\/(?:definitions|\$defs)\/(.+)$/.exec(reference)?.[1];
  if (name === undefined) return undefined;
  if (Object.hasOwn(context.definitions, name)) return context.definitions[name];
  const decoded = name.replaceAll("~1", "/").replaceAll("~0", "~");
  return Object.hasOwn(context.definitions, decoded) ? context.definitions[decoded] : undefined;
};

const maxDepth = 12;

/** The types that a schema lets through; `undefined` where it does not say. */
export const acceptedTypes = (
  schema: JsonSchema,
  context: SchemaContext,
  depth = 0,
): ReadonlySet<JsonType> | undefined => {
  if (depth > maxDepth) return undefined;
  const resolved = resolveReference(schema, context);
  const stated = statedTypes(resolved);
  if (stated !== undefined) return stated;
  for (const part of schemasAt(resolved, "allOf")) {
    const types = acceptedTypes(part, context, depth + 1);
    if (types !== undefined) return types;
  }
  return unionOfBranches(resolved, context, depth);
};

const unionOfBranches = (
  schema: JsonSchema,
  context: SchemaContext,
  depth: number,
): ReadonlySet<JsonType> | undefined => {
  const branches = [...schemasAt(schema, "anyOf"), ...schemasAt(schema, "oneOf")];
  if (branches.length === 0) return typesOfValues(schema);
  const union = new Set<JsonType>();
  for (const branch of branches) {
    const types = acceptedTypes(branch, context, depth + 1);
    if (types === undefined) return undefined;
    for (const type of types) union.add(type);
  }
  return union;
};

const statedTypes = (schema: JsonSchema): ReadonlySet<JsonType> | undefined => {
  const type = own(schema, "type");
  const listed =
    typeof type === "string" ? [type] : Array.isArray(type) ? type.filter((item) => typeof item === "string") : [];
  if (listed.length === 0) return isObject(own(schema, "properties")) ? new Set<JsonType>(["object"]) : undefined;
  const types = new Set(listed as JsonType[]);
  if (own(schema, "nullable") === true) types.add("null");
  return types;
};

const typesOfValues = (schema: JsonSchema): ReadonlySet<JsonType> | undefined => {
  const listed = own(schema, "enum");
  const values = Array.isArray(listed) ? listed : Object.hasOwn(schema, "const") ? [schema["const"] ?? null] : [];
  return values.length === 0 ? undefined : new Set(values.map(typeOf));
};

export const typeOf = (value: JsonValue): JsonType => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "string" | "boolean" | "object";
};

/** Whether a value of this type passes a list of types (an integer is a number as well). */
export const isTypeAccepted = (type: JsonType, accepted: ReadonlySet<JsonType>): boolean =>
  accepted.has(type) || (type === "integer" && accepted.has("number"));

/** Digits that stand for an integer too large for a double: sent as they stand. */
export const isLargeInteger = (value: JsonValue): boolean => typeof value === "string" && /^-?\d{1,40}$/.test(value);
