import type { JsonObject, JsonValue, PartEncoding } from "@breezeway/core";
import type { DefinitionList } from "../definitions/definition-list.ts";
import { get, isObject, isTrue, objectAt, put, textAt } from "../json/json-object.ts";
import type { BodyMedia } from "../operations/operation.ts";
import { chooseStyle } from "../operations/parameter-style.ts";
import { expand } from "../schemas/expand.ts";
import type { BoundParts } from "./bound-parts.ts";
import { fileSchema, readFile, soundsLikeFile } from "./file-property.ts";

/** How each property of a form or multipart body travels: https://spec.openapis.org/oas/v3.1.1#encoding-object */
export const bindParts = (
  schema: JsonObject,
  media: BodyMedia,
  definitions: DefinitionList,
  kind: "form" | "multipart",
): BoundParts => {
  const properties = objectAt(schema, "properties") ?? {};
  const schemas = new Map<string, JsonObject>();
  const encoding: Record<string, PartEncoding> = {};
  const files = kind === "multipart" ? filesAmong(properties, media, definitions) : new Map();
  for (const [name, value] of Object.entries(properties)) {
    const stated = objectAt(media.encoding, name) ?? {};
    const file = files.get(name);
    const part: PartEncoding = statedEncoding(stated);
    if (file !== undefined && file.isFile) {
      const one = fileSchema(file.isList ? undefined : file.description);
      schemas.set(name, file.isList ? { type: "array", description: file.description, items: one } : one);
      part.file = true;
    } else if (file !== undefined) {
      schemas.set(name, { type: "string", ...(file.description === "" ? {} : { description: file.description }) });
    }
    if (kind === "multipart" && file?.isFile !== true && part.contentType === undefined)
      part.contentType = partType(isObject(value) && file === undefined ? value : { type: "string" }, definitions);
    put(encoding, name, part);
  }
  return { schemas, encoding };
};

/** Properties declared binary; `isFile` is false for those that are text by their names, beside one that is a file. */
const filesAmong = (properties: JsonObject, media: BodyMedia, definitions: DefinitionList) => {
  const found = new Map<string, ReturnType<typeof readFile>>();
  for (const [name, value] of Object.entries(properties)) {
    const stated = objectAt(media.encoding, name);
    const reading = readFile(
      isObject(value) ? value : {},
      definitions,
      stated === undefined ? undefined : firstType(stated),
    );
    if (reading.isFile) found.set(name, reading);
  }
  const named = [...found.keys()].some((name) => soundsLikeFile(name));
  if (found.size < 2 || !named) return found;
  return new Map([...found].map(([name, reading]) => [name, { ...reading, isFile: soundsLikeFile(name) }]));
};

const firstType = (stated: JsonObject): string | undefined => {
  const type = textAt(stated, "contentType")?.split(",")[0]?.trim();
  return type === undefined || type === "" || type.includes("*") ? undefined : type;
};

const statedEncoding = (stated: JsonObject): PartEncoding => {
  const part: PartEncoding = {};
  const contentType = firstType(stated);
  if (contentType !== undefined) part.contentType = contentType;
  const headers = constantHeaders(objectAt(stated, "headers") ?? {});
  if (Object.keys(headers).length > 0) part.headers = headers;
  const style = textAt(stated, "style");
  const explode = get(stated, "explode");
  if (style !== undefined || typeof explode === "boolean")
    Object.assign(part, chooseStyle("query", style, typeof explode === "boolean" ? explode : undefined));
  if (isTrue(stated, "allowReserved")) part.allowReserved = true;
  return part;
};

/** Part headers whose value the document fixes: a default, an example or the only choice. */
const constantHeaders = (headers: JsonObject): Record<string, string> => {
  const fixed: Record<string, string> = {};
  for (const [name, header] of Object.entries(headers)) {
    if (!isObject(header) || name.toLowerCase() === "content-type" || !/^[A-Za-z0-9-]+$/.test(name)) continue;
    const schema = objectAt(header, "schema") ?? {};
    const values = get(schema, "enum");
    const value: JsonValue | undefined =
      get(schema, "const") ??
      (Array.isArray(values) && values.length === 1 ? values[0] : undefined) ??
      get(schema, "default");
    if (typeof value === "string" || typeof value === "number") fixed[name.toLowerCase()] = String(value);
  }
  return fixed;
};

/** Default part types, with the charset said: without one, servers read text as Latin-1. */
const partType = (schema: JsonObject, definitions: DefinitionList): string => {
  const expanded = expand(schema, definitions, []).schema;
  const isList = objectAt(expanded, "items") !== undefined;
  const items = get(expanded, "items");
  const inner = isList && isObject(items) ? expand(items, definitions, []).schema : expanded;
  const isStructured =
    get(inner, "type") === "object" ||
    objectAt(inner, "properties") !== undefined ||
    (isList && get(inner, "type") === "array");
  return isStructured ? "application/json" : "text/plain; charset=utf-8";
};
