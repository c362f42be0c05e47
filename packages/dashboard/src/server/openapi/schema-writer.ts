import type { JsonObject, JsonValue } from "@breezeway/core";
import { z } from "zod";

/** Writes zod schemas as JSON Schema for an OpenAPI 3.1 document; what refers to itself becomes a component. */
export interface SchemaWriter {
  write(name: string, schema: z.core.$ZodType, io: "input" | "output"): JsonObject;
  components(): JsonObject;
}

export const createSchemaWriter = (): SchemaWriter => {
  const components: JsonObject = {};
  return {
    write: (name, schema, io) => {
      const { $schema: _dialect, $defs = {}, ...root } = toJson(schema, io);
      const definitions = Object.entries($defs as JsonObject);
      const free = new Set(definitions.filter(isAnyJson).map(([key]) => `#/$defs/${key}`));
      const point = (value: JsonValue): JsonValue => rewriteReferences(value, name, free);
      for (const [key, definition] of definitions)
        if (!free.has(`#/$defs/${key}`)) components[componentName(name, key)] = point(definition);
      if (!refersToRoot(root)) return point(root) as JsonObject;
      components[name] = point(root);
      return { $ref: `#/components/schemas/${name}` };
    },
    components: () => components,
  };
};

const toJson = (schema: z.core.$ZodType, io: "input" | "output"): JsonObject =>
  z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
    override: ({ jsonSchema }) => leaveOutNoise(jsonSchema),
  }) as JsonObject;

/** Formats that readers and programs know: a pattern beside them says the same in a hundred characters. */
const saidByFormat: ReadonlySet<string> = new Set(["date-time", "uri", "email"]);

const leaveOutNoise = (schema: z.core.JSONSchema.BaseSchema): void => {
  const { format = "" } = schema;
  const isEncoded = schema.contentEncoding !== undefined;
  if (saidByFormat.has(format) || isEncoded) delete schema.pattern;
  // Names of zod's own checks, not of JSON Schema.
  if (isEncoded || format === "starts_with") delete schema.format;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
};

const kindsOfJson = ["array", "boolean", "null", "number", "object", "string"].join();

/** Whether a definition lets everything through: a schema that refers to itself says no more than an empty one. */
const isAnyJson = ([key, definition]: [string, JsonValue]): boolean => {
  const kinds = z.object({ anyOf: z.array(z.looseObject({ type: z.string() })) }).safeParse(definition).data?.anyOf;
  const self = z.object({ $ref: z.literal(`#/$defs/${key}`) });
  return (
    kinds !== undefined &&
    kinds
      .map(({ type }) => type)
      .toSorted()
      .join() === kindsOfJson &&
    kinds.every((kind) => {
      if (kind.type === "array") return self.safeParse(kind["items"]).success;
      if (kind.type === "object") return self.safeParse(kind["additionalProperties"]).success;
      return Object.keys(kind).length === 1;
    })
  );
};

const componentName = (name: string, key: string): string => `${name}_${key.replaceAll(/\W/g, "_")}`;

const refersToRoot = (value: JsonValue): boolean =>
  Array.isArray(value)
    ? value.some(refersToRoot)
    : typeof value === "object" && value !== null
      ? value["$ref"] === "#" || Object.values(value).some(refersToRoot)
      : false;

/** `#/$defs/x` would mean the whole document's root there: definitions live among the components. */
const rewriteReferences = (value: JsonValue, name: string, free: ReadonlySet<string>): JsonValue => {
  if (Array.isArray(value)) return value.map((entry) => rewriteReferences(entry, name, free));
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...beside } = value;
  if (typeof $ref === "string" && free.has($ref)) return { description: "Any JSON value.", ...beside };
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key !== "$ref" || typeof entry !== "string") return [key, rewriteReferences(entry, name, free)];
      const target = entry === "#" ? name : componentName(name, entry.replace("#/$defs/", ""));
      return [key, `#/components/schemas/${target}`];
    }),
  );
};
