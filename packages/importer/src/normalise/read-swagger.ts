import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isTrue, put, textAt, textsAt } from "../json/json-object.ts";
import { pointTo } from "../json/pointer.ts";
import type { OperationBody, OperationParameter } from "../operations/operation.ts";
import { styleOfCollectionFormat } from "../operations/parameter-style.ts";
import type { NormaliseContext } from "./normalise-context.ts";
import { OperationRefused } from "./normalise-context.ts";
import type { RawParameter } from "./read-parameters.ts";

// https://spec.openapis.org/oas/v2.0#parameter-object: what a Swagger 2.0 parameter says inline of its schema.
const notSchemaKeys = new Set([
  "name",
  "in",
  "required",
  "collectionFormat",
  "allowEmptyValue",
  "description",
  "schema",
]);

const inlineSchema = (node: JsonObject): JsonObject => {
  const schema: JsonObject = {};
  for (const [key, value] of Object.entries(node)) if (!notSchemaKeys.has(key)) put(schema, key, value);
  return schema;
};

const describesSchema = (node: JsonObject): JsonObject => {
  const schema = inlineSchema(node);
  const description = textAt(node, "description");
  if (description !== undefined) schema["description"] = description;
  return schema;
};

/** A path, query, header or cookie parameter of Swagger 2.0. */
export const readSwaggerParameter = (raw: RawParameter): OperationParameter => {
  const { node, pointer } = raw;
  const place = raw.in;
  if (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")
    throw new OperationRefused(
      `The parameter ${raw.name} stands in "${place}", which Swagger 2.0 does not know.`,
      pointer,
    );
  const format = textAt(node, "collectionFormat");
  const declared = get(node, "schema");
  const tabbed = format === "tsv";
  const schema: JsonValue = tabbed
    ? { type: "string", description: "Values separated by tab characters." }
    : (declared ?? inlineSchema(node));
  return {
    name: raw.name,
    in: place,
    required: place === "path" || isTrue(node, "required"),
    deprecated: isTrue(node, "deprecated") || isTrue(node, "x-deprecated"),
    description: textAt(node, "description") ?? "",
    ...styleOfCollectionFormat(place, format),
    allowReserved: false,
    schema: { node: schema, pointer: declared === undefined ? pointer : pointTo(pointer, "schema") },
    pointer,
  };
};

/** `in: body` and `in: formData` parameters of Swagger 2.0 as one body. */
export const readSwaggerBody = (
  context: NormaliseContext,
  operation: JsonObject,
  raws: readonly RawParameter[],
): OperationBody | undefined => {
  const consumes = textsAt(operation, "consumes");
  const accepted = consumes.length > 0 ? consumes : textsAt(context.root, "consumes");
  const form = raws.filter((raw) => raw.in === "formData");
  if (form.length > 0) return formBody(form, accepted);
  const body = raws.find((raw) => raw.in === "body");
  if (body === undefined) return undefined;
  const mediaTypes = accepted.length > 0 ? accepted : ["application/json"];
  const schema = { node: get(body.node, "schema") ?? {}, pointer: pointTo(body.pointer, "schema") };
  return {
    required: isTrue(body.node, "required"),
    description: textAt(body.node, "description") ?? "",
    media: mediaTypes.map((mediaType) => ({ mediaType, schema, encoding: {}, pointer: body.pointer })),
    pointer: body.pointer,
    name: body.name,
  };
};

const formBody = (form: readonly RawParameter[], accepted: readonly string[]): OperationBody => {
  const hasFile = form.some((raw) => textAt(raw.node, "type") === "file");
  const multipart = hasFile || (accepted.length > 0 && accepted.every((type) => type.startsWith("multipart/")));
  const properties: JsonObject = {};
  const encoding: JsonObject = {};
  const pointer = form[0]?.pointer ?? "#";
  for (const raw of form) {
    put(properties, raw.name, describesSchema(raw.node));
    if (textAt(raw.node, "type") === "array")
      put(encoding, raw.name, { ...styleOfCollectionFormat("query", textAt(raw.node, "collectionFormat")) });
  }
  const required = form.filter((raw) => isTrue(raw.node, "required")).map((raw) => raw.name);
  const node: JsonObject = { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
  return {
    required: required.length > 0,
    description: "",
    media: [
      {
        mediaType: multipart ? "multipart/form-data" : "application/x-www-form-urlencoded",
        schema: { node, pointer },
        encoding,
        pointer,
      },
    ],
    pointer,
  };
};
