import type { JsonObject } from "@breezeway/core";
import type { OperationResponse } from "../operations/operation.ts";
import { byteLength, isObject, objectAt, put, textAt } from "../json/json-object.ts";
import { canonicalSchema } from "./canonical-schema.ts";
import type { SchemaContext } from "./schema-context.ts";
import { expand } from "./expand.ts";
import { typesOf } from "./merge-schemas.ts";
import { legalKey } from "./property-keys.ts";
import { describeShown } from "./shown-text.ts";

const maxBytes = 4_096;

/**
 * Names and meanings of a JSON object answer, without types: clients refuse a whole result that breaks its output schema,
 * and answers often do. `undefined` where the operation can also answer something else.
 */
export const outputSchema = (
  context: SchemaContext,
  responses: readonly OperationResponse[],
): JsonObject | undefined => {
  const success = responses.filter((response) => response.status !== "default");
  const media = success.flatMap((response) => response.media);
  const everyJson = media.length > 0 && media.every((item) => /json/i.test(item.mediaType));
  if (!everyJson || success.some((response) => response.media.length === 0)) return undefined;
  const schemas = media.map((item) => expand(canonicalSchema(context, item.schema), context.definitions, []));
  const isObjects = schemas.every((item) => item.kind === "schema" && typesOf(item.schema).join() === "object");
  const first = schemas[0];
  if (!isObjects || first === undefined) return undefined;
  const properties: JsonObject = {};
  for (const [name, value] of Object.entries(objectAt(first.schema, "properties") ?? {})) {
    if (legalKey(name, new Set()) !== name) continue;
    const text = isObject(value) ? describeShown(textAt(value, "description"), [], 100) : "";
    put(properties, name, text === "" ? {} : { description: text });
  }
  const schema: JsonObject = { type: "object", properties };
  return byteLength(schema) <= maxBytes ? schema : { type: "object" };
};
