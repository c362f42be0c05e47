import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";

interface FieldBase {
  /** Where the argument stands, as a JSON pointer. */
  path: string;
  name: string;
  required: boolean;
  description: string;
  /** Without references and without the alternative `null`. */
  schema: JsonSchema;
}

/** One control of the form. `choices` takes several of a few values, `list` any number of simple ones. */
export type FormField = FieldBase &
  (
    | { kind: "text" | "number" | "boolean" }
    | { kind: "json"; example: JsonValue }
    | { kind: "choice" | "choices"; choices: readonly JsonValue[] }
    | { kind: "list"; item: JsonSchema }
    | { kind: "group"; fields: readonly FormField[] }
  );

/** Deeper objects are entered as JSON: a form of many levels is harder to read. */
const mostLevels = 3;
const mostReferences = 12;

export const isSchema = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields that an input schema asks for; required ones first. */
export const formFields = (schema: JsonSchema): readonly FormField[] => fieldsOf({ schema, root: schema, path: "" });

interface Place {
  schema: JsonSchema;
  root: JsonSchema;
  path: string;
}

const fieldsOf = ({ schema, root, path }: Place): FormField[] => {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(properties)
    .map(([name, value]): FormField => {
      const property = plainSchema(isSchema(value) ? value : {}, root);
      const { description } = property;
      const base = {
        path: `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        name,
        required: required.includes(name),
        description: typeof description === "string" ? description : "",
        schema: property,
      };
      return { ...base, ...controlOf({ schema: property, root, path: base.path }) };
    })
    .toSorted((a, b) => Number(b.required) - Number(a.required));
};

type ControlOf<Field> = Field extends FormField ? Omit<Field, keyof FieldBase> : never;

const controlOf = (place: Place): ControlOf<FormField> => {
  const { schema, root } = place;
  const choices = choicesOf(schema);
  if (choices !== undefined) return { kind: "choice", choices };
  switch (schema["type"]) {
    case "string":
      return { kind: "text" };
    case "integer":
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return listControl(place, isSchema(schema["items"]) ? plainSchema(schema["items"], root) : {});
    default:
      return isGroup(place) ? { kind: "group", fields: fieldsOf(place) } : jsonControl(place);
  }
};

const choicesOf = (schema: JsonSchema): readonly JsonValue[] | undefined => {
  if (Array.isArray(schema["enum"])) return schema["enum"];
  return schema["const"] === undefined ? undefined : [schema["const"]];
};

const jsonControl = ({ schema, root }: Place): ControlOf<FormField> => ({
  kind: "json",
  example: exampleOf(schema, root),
});

const simpleTypes = ["string", "integer", "number", "boolean"];

const listControl = (place: Place, item: JsonSchema): ControlOf<FormField> => {
  const choices = choicesOf(item);
  if (choices !== undefined) return { kind: "choices", choices };
  return simpleTypes.some((type) => type === item["type"]) ? { kind: "list", item } : jsonControl(place);
};

const combining = ["anyOf", "oneOf", "allOf", "if", "patternProperties"];

/** An object whose keys are all known. */
const isGroup = ({ schema, path }: Place): boolean =>
  isSchema(schema["properties"]) &&
  Object.keys(schema["properties"]).length > 0 &&
  !combining.some((keyword) => keyword in schema) &&
  !isSchema(schema["additionalProperties"]) &&
  path.split("/").length <= mostLevels;

const isNull = (schema: JsonSchema): boolean => schema["type"] === "null";

/** The schema with its reference looked up and the alternative `null` taken away. */
export const plainSchema = (schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema => {
  if (depth > mostReferences) return {};
  const { $ref: reference, ...beside } = schema;
  if (typeof reference === "string") {
    const target = lookUp(root, reference);
    return target === undefined ? beside : plainSchema({ ...target, ...beside }, root, depth + 1);
  }
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    const { [keyword]: alternatives, ...rest } = schema;
    const left = Array.isArray(alternatives) ? alternatives.filter(isSchema).filter((entry) => !isNull(entry)) : [];
    if (left.length === 1 && left[0]) return plainSchema({ ...left[0], ...rest }, root, depth + 1);
  }
  const types = Array.isArray(schema["type"]) ? schema["type"].filter((type) => type !== "null") : [];
  return types.length === 1 && types[0] !== undefined ? { ...schema, type: types[0] } : schema;
};

const lookUp = (root: JsonSchema, reference: string): JsonSchema | undefined => {
  if (!reference.startsWith("#/")) return undefined;
  let at: JsonValue | undefined = root;
  for (const part of reference.slice(2).split("/")) {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    at = isSchema(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return isSchema(at) ? at : undefined;
};

/** A value of the schema's form, to begin from; from the document where it gives one. */
export const exampleOf = (schema: JsonSchema, root: JsonSchema, depth = 0): JsonValue => {
  const plain = plainSchema(schema, root);
  const { examples, example, default: preset, type, items, properties } = plain;
  const stated = [Array.isArray(examples) ? examples[0] : undefined, example, preset, choicesOf(plain)?.[0]];
  const [first] = stated.filter((value) => value !== undefined);
  if (first !== undefined) return first;
  if (depth > mostLevels) return {};
  if (type === "array") return [isSchema(items) ? exampleOf(items, root, depth + 1) : "text"];
  if (type === "object" || isSchema(properties)) return exampleObject(plain, root, depth);
  return type === "integer" || type === "number" ? 1 : type === "boolean" ? true : "text";
};

const exampleObject = (schema: JsonSchema, root: JsonSchema, depth: number): JsonObject => {
  const properties = Object.entries(isSchema(schema["properties"]) ? schema["properties"] : {});
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const shown = required.length > 0 ? properties.filter(([name]) => required.includes(name)) : properties.slice(0, 2);
  return Object.fromEntries(
    shown.map(([name, value]) => [name, isSchema(value) ? exampleOf(value, root, depth + 1) : "text"]),
  );
};
