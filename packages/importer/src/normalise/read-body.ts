import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, isTrue, objectAt, textAt } from "../json/json-object.ts";
import { pointTo } from "../json/pointer.ts";
import type { BodyMedia, OperationBody, OperationResponse } from "../operations/operation.ts";
import type { NormaliseContext } from "./normalise-context.ts";
import { OperationRefused } from "./normalise-context.ts";

/** The Request Body Object of OpenAPI 3.x. */
export const readBody = (
  context: NormaliseContext,
  operation: JsonObject,
  pointer: string,
): OperationBody | undefined => {
  const node = get(operation, "requestBody");
  if (node === undefined || node === null) return undefined;
  const at = pointTo(pointer, "requestBody");
  const body = context.resolver.follow(node, at);
  if (!body.ok) throw new OperationRefused(`The request body cannot be read: ${body.reason}`, at);
  const media = readContent(context, objectAt(body.node, "content"), pointTo(body.pointer, "content"));
  if (media.length === 0) return undefined;
  const name = textAt(operation, "x-codegen-request-body-name");
  return {
    required: isTrue(body.node, "required"),
    description: textAt(body.node, "description") ?? "",
    media,
    pointer: body.pointer,
    ...(name === undefined ? {} : { name }),
  };
};

const readContent = (context: NormaliseContext, content: JsonObject | undefined, pointer: string): BodyMedia[] => {
  if (content === undefined) return [];
  return Object.keys(content).map((mediaType) => {
    const at = pointTo(pointer, mediaType);
    const media = context.resolver.follow(get(content, mediaType), at);
    const node = media.ok ? media.node : {};
    const here = media.ok ? media.pointer : at;
    const itemSchema = get(node, "itemSchema");
    const schema = get(node, "schema") ?? (itemSchema === undefined ? {} : { type: "array", items: itemSchema });
    return {
      mediaType,
      schema: { node: schema, pointer: pointTo(here, "schema") },
      encoding: objectAt(node, "encoding") ?? {},
      pointer: here,
    };
  });
};

/** Success responses only: they decide the `Accept` header and, where asked for, the output schema. */
export const readResponses = (
  context: NormaliseContext,
  operation: JsonObject,
  pointer: string,
): OperationResponse[] => {
  const responses = objectAt(operation, "responses");
  if (responses === undefined) return [];
  return Object.keys(responses)
    .filter((status) => /^2(?:\d\d|XX)$/i.test(status) || status === "default")
    .map((status) => readResponse(context, get(responses, status), status, pointTo(pointer, "responses", status)));
};

const readResponse = (
  context: NormaliseContext,
  node: JsonValue | undefined,
  status: string,
  pointer: string,
): OperationResponse => {
  const response = context.resolver.follow(node, pointer);
  if (!response.ok) return { status, media: [] };
  const content = get(response.node, "content");
  if (isObject(content)) return { status, media: readContent(context, content, pointTo(response.pointer, "content")) };
  const schema = get(response.node, "schema");
  const produced = schemaMedia(context, schema, pointTo(response.pointer, "schema"));
  return { status, media: produced };
};

const schemaMedia = (_context: NormaliseContext, schema: JsonValue | undefined, pointer: string): BodyMedia[] =>
  schema === undefined
    ? []
    : [{ mediaType: "application/json", schema: { node: schema, pointer }, encoding: {}, pointer }];
