import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { parseValue } from "../tools/argument-value.ts";

export type FieldKind = "text" | "number" | "boolean" | "choice" | "json";

export interface FormField {
  name: string;
  kind: FieldKind;
  required: boolean;
  description: string;
  schema: JsonSchema;
  /** For `choice`: the values, as JSON. */
  choices: readonly JsonValue[];
}

const kindOf = (schema: JsonSchema): FieldKind => {
  if (Array.isArray(schema["enum"])) return "choice";
  switch (schema["type"]) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
};

const isSchema = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields that an input schema asks for; required ones first. */
export const formFields = (schema: JsonSchema): FormField[] => {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(properties)
    .map(([name, value]): FormField => {
      const property = isSchema(value) ? value : {};
      return {
        name,
        kind: kindOf(property),
        required: required.includes(name),
        description: typeof property["description"] === "string" ? property["description"] : "",
        schema: property,
        choices: Array.isArray(property["enum"]) ? property["enum"] : [],
      };
    })
    .toSorted((a, b) => Number(b.required) - Number(a.required));
};

export interface BuiltArguments {
  arguments: JsonObject;
  /** Fields whose text is no value of their type. */
  bad: readonly string[];
}

/** What was typed as arguments of a call; an empty field is left out. */
export const buildArguments = (
  fields: readonly FormField[],
  typed: Readonly<Record<string, string | undefined>>,
): BuiltArguments => {
  const built: JsonObject = {};
  const bad: string[] = [];
  for (const field of fields) {
    const text = typed[field.name] ?? "";
    if (text === "") continue;
    const value = field.kind === "choice" ? (JSON.parse(text) as JsonValue) : parseValue(text, field.schema);
    if (value === undefined) bad.push(field.name);
    else built[field.name] = value;
  }
  return { arguments: built, bad };
};
