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
      const { $schema: _dialect, $defs: definitions = {}, ...root } = toJson(schema, io);
      const point = (value: JsonValue): JsonValue => rewriteReferences(value, name);
      for (const [key, definition] of Object.entries(definitions as JsonObject))
        components[componentName(name, key)] = point(definition);
      if (!refersToRoot(root)) return point(root) as JsonObject;
      components[name] = point(root);
      return { $ref: `#/components/schemas/${name}` };
    },
    components: () => components,
  };
};

const toJson = (schema: z.core.$ZodType, io: "input" | "output"): JsonObject =>
  z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as JsonObject;

const componentName = (name: string, key: string): string => `${name}_${key.replaceAll(/\W/g, "_")}`;

const refersToRoot = (value: JsonValue): boolean =>
  Array.isArray(value)
    ? value.some(refersToRoot)
    : typeof value === "object" && value !== null
      ? value["$ref"] === "#" || Object.values(value).some(refersToRoot)
      : false;

/** `#/$defs/x` would mean the whole document's root there: definitions live among the components. */
const rewriteReferences = (value: JsonValue, name: string): JsonValue => {
  if (Array.isArray(value)) return value.map((entry) => rewriteReferences(entry, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key !== "$ref" || typeof entry !== "string") return [key, rewriteReferences(entry, name)];
      const target = entry === "#" ? name : componentName(name, entry.replace("#/$defs/", ""));
      return [key, `#/components/schemas/${target}`];
    }),
  );
};
