import type { JsonSchema, JsonValue } from "@breezeway/core";
import { text } from "../text/en.ts";

export interface SchemaChild {
  name: string;
  schema: JsonSchema;
  required: boolean;
}

const isSchema = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const strings = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];

/** What stands directly below a schema: properties, items, alternatives, further keys. */
export const schemaChildren = (schema: JsonSchema): SchemaChild[] => {
  const required = new Set(strings(schema["required"]));
  const children: SchemaChild[] = [];
  if (isSchema(schema["properties"]))
    for (const [name, child] of Object.entries(schema["properties"]))
      if (isSchema(child)) children.push({ name, schema: child, required: required.has(name) });
  if (isSchema(schema["items"]) && schemaChildren(schema["items"]).length > 0)
    children.push({ name: text.schema.items, schema: schema["items"], required: false });
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    const alternatives = schema[keyword];
    if (Array.isArray(alternatives))
      for (const [index, child] of alternatives.entries())
        if (isSchema(child))
          children.push({ name: `${text.schema.oneOf} ${index + 1}`, schema: child, required: false });
  }
  if (isSchema(schema["additionalProperties"]) && Object.keys(schema["additionalProperties"]).length > 0)
    children.push({ name: text.schema.additional, schema: schema["additionalProperties"], required: false });
  return children;
};

/** The type in a few words: "array of string", "string (date-time)", "integer or null". */
export const describeType = (schema: JsonSchema): string => {
  const { type, items, format } = schema;
  if (Array.isArray(type)) return strings(type).join(" or ");
  if (type === "array") return isSchema(items) ? `array of ${describeType(items)}` : "array";
  if (typeof type === "string") return typeof format === "string" ? `${type} (${format})` : type;
  if (Array.isArray(schema["enum"])) return text.schema.enum;
  return text.schema.any;
};

const shownLimits = [
  "default",
  "enum",
  "const",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "pattern",
];

/** The constraints worth showing, in a fixed order. */
export const limitsOf = (schema: JsonSchema): [label: string, value: JsonValue][] =>
  shownLimits.flatMap((keyword): [string, JsonValue][] => {
    const value = schema[keyword];
    return value === undefined ? [] : [[keyword, value]];
  });
