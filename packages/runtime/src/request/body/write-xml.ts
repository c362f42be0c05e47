import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { isJsonObject } from "../rename-keys.ts";
import { textOf } from "../serialise-parameter.ts";
import type { Definitions } from "./written-body.ts";

/** Writes a value as XML by the schema's `xml` hints: https://spec.openapis.org/oas/v3.1.1#xml-object */
export const writeXml = (input: {
  readonly value: JsonValue;
  readonly schema: JsonSchema;
  readonly definitions: Definitions;
}): string => {
  const { schema, name } = resolve(input.schema, input.definitions);
  const root = hintOf(schema).name ?? name ?? "root";
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element({ ...input, schema, name: root, depth: 0 })}`;
};

interface XmlHint {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly isAttribute: boolean;
  readonly isWrapped: boolean;
}

interface ElementInput {
  readonly value: JsonValue;
  readonly schema: JsonSchema;
  readonly name: string;
  readonly definitions: Definitions;
  readonly depth: number;
}

const maxDepth = 64;

const element = ({ value, schema, name, definitions, depth }: ElementInput): string => {
  const hint = hintOf(schema);
  const tag = qualified(hint.name ?? name, hint);
  const attributes = namespaceOf(hint);
  if (!isJsonObject(value)) return `<${tag}${attributes}>${escapeText(textOf(value))}</${tag}>`;
  if (depth > maxDepth) return `<${tag}${attributes}/>`;
  let inAttributes = attributes;
  let inside = "";
  for (const [key, item] of Object.entries(value)) {
    const { schema: shape } = resolve(propertyOf(schema, key, definitions), definitions);
    const itemHint = hintOf(shape);
    if (itemHint.isAttribute)
      inAttributes += ` ${qualified(itemHint.name ?? key, itemHint)}="${escapeText(textOf(item))}"`;
    else if (Array.isArray(item)) inside += list({ key, items: item, schema: shape, definitions, depth });
    else inside += element({ value: item, schema: shape, name: key, definitions, depth: depth + 1 });
  }
  return `<${tag}${inAttributes}>${inside}</${tag}>`;
};

const list = (input: {
  readonly key: string;
  readonly items: JsonValue[];
  readonly schema: JsonSchema;
  readonly definitions: Definitions;
  readonly depth: number;
}): string => {
  const hint = hintOf(input.schema);
  const { schema: itemSchema } = resolve(asSchema(input.schema["items"]), input.definitions);
  const outer = hint.name ?? input.key;
  // Items are named by their own hint; the list's name is used for the wrapper, or for items without one.
  const itemName = hintOf(itemSchema).name ?? (hint.isWrapped ? input.key : outer);
  const inside = input.items
    .map((value) =>
      element({ value, schema: itemSchema, name: itemName, definitions: input.definitions, depth: input.depth + 1 }),
    )
    .join("");
  if (!hint.isWrapped) return inside;
  const tag = qualified(outer, hint);
  return `<${tag}${namespaceOf(hint)}>${inside}</${tag}>`;
};

const asSchema = (value: JsonValue | undefined): JsonSchema => (isJsonObject(value) ? value : {});

const resolve = (
  schema: JsonSchema,
  definitions: Definitions,
): { readonly schema: JsonSchema; readonly name?: string } => {
  let current = schema;
  let name: string | undefined;
  for (let hop = 0; hop < 16; hop += 1) {
    const reference = current["$ref"];
    if (typeof reference !== "string" || !reference.startsWith("#/definitions/")) break;
    name ??= reference.slice("#/definitions/".length);
    const target = Object.hasOwn(definitions, name) ? definitions[reference.slice("#/definitions/".length)] : undefined;
    if (target === undefined) break;
    current = target;
  }
  return name === undefined ? { schema: current } : { schema: current, name };
};

const propertyOf = (schema: JsonSchema, key: string, definitions: Definitions): JsonSchema => {
  const properties = asSchema(schema["properties"]);
  if (Object.hasOwn(properties, key)) return asSchema(properties[key]);
  for (const part of Array.isArray(schema["allOf"]) ? schema["allOf"] : []) {
    const found = propertyOf(resolve(asSchema(part), definitions).schema, key, definitions);
    if (Object.keys(found).length > 0) return found;
  }
  return {};
};

const hintOf = (schema: JsonSchema): XmlHint => {
  const xml: JsonObject = asSchema(schema["xml"]);
  return {
    ...(typeof xml["name"] === "string" ? { name: xml["name"] } : {}),
    ...(typeof xml["namespace"] === "string" ? { namespace: xml["namespace"] } : {}),
    ...(typeof xml["prefix"] === "string" ? { prefix: xml["prefix"] } : {}),
    isAttribute: xml["attribute"] === true || xml["nodeType"] === "attribute",
    isWrapped: xml["wrapped"] === true,
  };
};

const qualified = (name: string, hint: XmlHint): string => {
  const safe = xmlName(name);
  return hint.prefix === undefined ? safe : `${xmlName(hint.prefix)}:${safe}`;
};

const namespaceOf = (hint: XmlHint): string => {
  if (hint.namespace === undefined) return "";
  return ` xmlns${hint.prefix === undefined ? "" : `:${xmlName(hint.prefix)}`}="${escapeText(hint.namespace)}"`;
};

const xmlName = (name: string): string => {
  const safe = name.replace(/[^A-Za-z0-9_.-]/g, "_");
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

const escapeText = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- XML 1.0 cannot hold these characters at all
    .replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, "\uFFFD")
    .replace(/[&<>"\r]/g, (mark) => entities[mark] ?? mark);
