import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, isTrue, objectAt, textAt } from "../json/json-object.ts";
import { pointTo } from "../json/pointer.ts";
import { chooseStyle } from "../operations/parameter-style.ts";
import type { OperationParameter } from "../operations/operation.ts";
import type { NormaliseContext } from "./normalise-context.ts";
import { OperationRefused } from "./normalise-context.ts";

export interface RawParameter {
  readonly node: JsonObject;
  readonly pointer: string;
  readonly name: string;
  readonly in: string;
}

/** Path-level and operation-level Parameter Objects, references followed; the operation's own win. */
export const gatherParameters = (
  context: NormaliseContext,
  lists: readonly { readonly list: JsonValue | undefined; readonly pointer: string }[],
): RawParameter[] => {
  const found = new Map<string, RawParameter>();
  for (const { list, pointer } of lists) {
    if (typeof list !== "object" || list === null) continue;
    for (const [key, item] of Object.entries(list)) {
      const raw = readRaw(context, item, pointTo(pointer, key));
      if (raw !== undefined) found.set(`${raw.in}\n${raw.in === "header" ? raw.name.toLowerCase() : raw.name}`, raw);
    }
  }
  return [...found.values()];
};

const readRaw = (context: NormaliseContext, item: JsonValue, pointer: string): RawParameter | undefined => {
  if (item === null) return undefined;
  const followed = context.resolver.follow(item, pointer);
  if (!followed.ok) throw new OperationRefused(`A parameter cannot be read: ${followed.reason}`, pointer);
  const name = get(followed.node, "name");
  const place = textAt(followed.node, "in");
  if ((typeof name !== "string" && typeof name !== "number") || name === "" || place === undefined) {
    if (place === "querystring") return { node: followed.node, pointer: followed.pointer, name: "", in: place };
    throw new OperationRefused("A parameter has no `name` or no `in`.", pointer);
  }
  return { node: followed.node, pointer: followed.pointer, name: String(name), in: place };
};

/** One Parameter Object of OpenAPI 3.x; a `querystring` parameter becomes several. */
export const readParameter = (context: NormaliseContext, raw: RawParameter): OperationParameter[] => {
  if (raw.in === "querystring") return readQueryString(context, raw);
  const place = raw.in;
  if (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")
    throw new OperationRefused(
      `The parameter ${raw.name} stands in "${raw.in}", which OpenAPI does not know.`,
      raw.pointer,
    );
  const { node, pointer } = raw;
  const content = contentOf(context, node, pointer);
  const explode = get(node, "explode");
  const style = chooseStyle(place, textAt(node, "style"), typeof explode === "boolean" ? explode : undefined);
  return [
    {
      name: raw.name,
      in: place,
      required: place === "path" || isTrue(node, "required"),
      deprecated: isTrue(node, "deprecated"),
      description: textAt(node, "description") ?? "",
      ...style,
      allowReserved: isTrue(node, "allowReserved"),
      ...(content === undefined ? {} : { contentType: content.contentType }),
      schema: content?.schema ?? schemaOf(node, pointer),
      ...exampleOf(node),
      pointer,
    },
  ];
};

const contentOf = (context: NormaliseContext, node: JsonObject, pointer: string) => {
  const content = objectAt(node, "content");
  const contentType = content === undefined ? undefined : Object.keys(content)[0];
  if (content === undefined || contentType === undefined || get(node, "schema") !== undefined) return undefined;
  const at = pointTo(pointer, "content", contentType);
  const media = context.resolver.follow(get(content, contentType), at);
  const schema = media.ok ? (get(media.node, "schema") ?? {}) : {};
  return { contentType, schema: { node: schema, pointer: pointTo(media.ok ? media.pointer : at, "schema") } };
};

// People carry Swagger 2.0's inline types into 3.x documents; then the parameter is its own schema.
const schemaOf = (node: JsonObject, pointer: string) => {
  const schema = get(node, "schema");
  if (schema !== undefined) return { node: schema, pointer: pointTo(pointer, "schema") };
  const inline: JsonObject = {};
  for (const key of ["type", "format", "items", "enum", "default", "minimum", "maximum", "pattern"]) {
    const value = get(node, key);
    if (value !== undefined) inline[key] = value;
  }
  return { node: inline, pointer };
};

const exampleOf = (node: JsonObject): { readonly example?: JsonValue } => {
  const example = get(node, "example");
  if (example !== undefined) return { example };
  const first = Object.values(objectAt(node, "examples") ?? {})[0];
  const value = isObject(first) ? get(first, "value") : undefined;
  return value === undefined ? {} : { example: value };
};

/** https://spec.openapis.org/oas/v3.2.0#parameter-locations: form content of the whole query is its properties. */
const readQueryString = (context: NormaliseContext, raw: RawParameter): OperationParameter[] => {
  const content = contentOf(context, raw.node, raw.pointer);
  const schema =
    content === undefined ? undefined : context.resolver.follow(content.schema.node, content.schema.pointer);
  const properties = schema?.ok === true ? objectAt(schema.node, "properties") : undefined;
  if (content?.contentType !== "application/x-www-form-urlencoded" || schema?.ok !== true || properties === undefined)
    throw new OperationRefused(
      "The whole query string is one parameter, and not of form content with named properties.",
      raw.pointer,
    );
  const required = get(schema.node, "required");
  return Object.keys(properties).map((name) => ({
    name,
    in: "query",
    required: Array.isArray(required) && required.includes(name),
    deprecated: false,
    description: "",
    style: "form",
    explode: true,
    allowReserved: false,
    schema: { node: get(properties, name) ?? {}, pointer: pointTo(schema.pointer, "properties", name) },
    pointer: raw.pointer,
  }));
};
