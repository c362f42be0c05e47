import type { BodyBinding, JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { isJsonType, valueOf } from "../path-template.ts";
import { setOwn } from "../rename-keys.ts";
import { textOf } from "../serialise-parameter.ts";
import { bytesOfFile, isFileArgument } from "./file-part.ts";
import { writeForm } from "./write-form.ts";
import { writeMultipart } from "./write-multipart.ts";
import { writeXml } from "./write-xml.ts";
import type { Definitions, WrittenBody } from "./written-body.ts";

export type WriteBody = (args: JsonObject, boundary: () => string) => WrittenBody | undefined;

/** Prepares the writer for one body binding; without a body it writes nothing. */
export const prepareBody = (body: BodyBinding | undefined, definitions: Definitions): WriteBody => {
  if (body === undefined) return () => undefined;
  const write = writerOf(body, definitions);
  return (args, boundary) => {
    const value = bodyValue(body, args);
    return value === undefined ? undefined : write(value, boundary);
  };
};

/** The body as one value, put together from its properties where these are arguments of their own. */
const bodyValue = (body: BodyBinding, args: JsonObject): JsonValue | undefined => {
  const { content } = body;
  if (content.kind === "whole") return valueOf(content, args);
  const value: JsonObject = {};
  let isEmpty = true;
  for (const property of content.properties) {
    const item = valueOf(property, args);
    if (item === undefined) continue;
    setOwn(value, property.name, item);
    isEmpty = false;
  }
  return isEmpty && !body.required ? undefined : value;
};

type WriteValue = (value: JsonValue, boundary: () => string) => WrittenBody;

const writerOf = (body: BodyBinding, definitions: Definitions): WriteValue => {
  const contentType = body.mediaType;
  const essence = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (isJsonType(contentType)) return (value) => ({ contentType, bytes: JSON.stringify(value) });
  if (essence === "application/x-www-form-urlencoded")
    return (value) => ({ contentType, bytes: writeForm(value, body.encoding) });
  if (essence === "multipart/form-data" || essence === "multipart/mixed" || essence === "multipart/related")
    return (value, boundary) => writeMultipart({ value, encoding: body.encoding, essence, boundary: boundary() });
  if (essence.endsWith("/xml") || essence.endsWith("+xml")) {
    const schema = body.content.kind === "whole" ? body.content.schema : schemaOfProperties(body.content.properties);
    return (value) => ({
      contentType,
      bytes: typeof value === "string" ? value : writeXml({ value, schema, definitions }),
    });
  }
  const sent =
    essence.startsWith("text/") && !contentType.includes("charset") ? `${essence}; charset=utf-8` : contentType;
  return (value) => ({
    contentType: sent.includes("*") ? "application/octet-stream" : sent,
    bytes: isFileArgument(value) ? bytesOfFile(value, "body") : textOf(value).toWellFormed(),
  });
};

const schemaOfProperties = (
  properties: readonly { readonly name: string; readonly schema: JsonSchema }[],
): JsonSchema => {
  const shapes: JsonObject = {};
  for (const { name, schema } of properties) setOwn(shapes, name, schema);
  return { type: "object", properties: shapes };
};
