// One document schema → JSON Schema 2020-12, whatever dialect it was written in. References become `#/definitions/{name}`.
// Keeps everything that says what is accepted and what it means; repairs what contradicts itself. Never inlines.
import type { JsonObject } from "@breezeway/core";
import { definitionRef } from "../definitions/definition-list.ts";
import { get, isObject, put, textAt } from "../json/json-object.ts";
import type { RawSchema } from "../operations/operation.ts";
import { brokenKey } from "../references/resolver.ts";
import type { Resolved } from "../references/resolver.ts";
import { copyKeywords } from "./copy-keywords.ts";
import type { SchemaContext } from "./schema-context.ts";

const maxDepth = 150;

export const canonicalSchema = (context: SchemaContext, raw: RawSchema, depth = 0): JsonObject => {
  const { node, pointer } = raw;
  if (node === false) return { not: {} };
  if (!isObject(node) || depth > maxDepth) return {};
  const reference = textAt(node, "$ref") ?? textAt(node, "$dynamicRef") ?? textAt(node, "$recursiveRef");
  if (reference !== undefined) return referenceSchema(context, { node, pointer, reference, depth });
  const broken = textAt(node, brokenKey);
  if (broken !== undefined) return brokenSchema(context, broken, pointer);
  const schema = copyKeywords(node, pointer, {
    context,
    child: (value, at) => canonicalSchema(context, { node: value, pointer: at }, depth + 1),
  });
  return get(node, "nullable") === true && schema["type"] === undefined && schema["allOf"] !== undefined
    ? orNull(schema)
    : schema;
};

/** `nullable` beside `allOf` or a reference: the words stay outside, where they are looked for. */
const orNull = (schema: JsonObject): JsonObject => {
  const { description, default: fallback, ...rest } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [rest, { type: "null" }],
  };
};

const referenceSchema = (
  context: SchemaContext,
  input: { readonly node: JsonObject; readonly pointer: string; readonly reference: string; readonly depth: number },
): JsonObject => {
  const target = resolveNear(context, input.reference, input.pointer);
  if (!target.ok) return brokenSchema(context, target.reason, input.pointer);
  const claimed = context.definitions.claim(target.pointer);
  if (claimed.isNew) {
    context.definitions.set(claimed.name, {});
    context.definitions.set(claimed.name, canonicalSchema(context, { node: target.node, pointer: target.pointer }));
  }
  const referring: JsonObject = { $ref: definitionRef(claimed.name) };
  const siblings = copyKeywords(withoutReference(input.node), input.pointer, {
    context,
    child: (value, at) => canonicalSchema(context, { node: value, pointer: at }, input.depth + 1),
  });
  if (textAt(siblings, "type") === undefined && siblings["type"] !== undefined) delete siblings["type"];
  // OpenAPI 3.0 ignores what stands beside a $ref, yet `nullable` there is always meant.
  const nullable = get(input.node, "nullable") === true || get(input.node, "x-nullable") === true;
  const joined: JsonObject = { ...referring };
  for (const [key, value] of Object.entries(siblings)) put(joined, key, value);
  return nullable ? orNull(joined) : joined;
};

/** Pasted JSON Schemas keep `#/$defs/X` of the schema they came from: the nearest enclosing one that has it is meant. */
const resolveNear = (context: SchemaContext, reference: string, pointer: string): Resolved => {
  const target = context.resolver.resolve(reference);
  if (target.ok || !/^#\/(?:\$defs|definitions)\//.test(reference)) return target;
  const steps = pointer.split("/");
  for (let length = steps.length; length > 1; length -= 1) {
    const near = context.resolver.resolve(steps.slice(0, length).join("/") + reference.slice(1));
    if (near.ok) return near;
  }
  return target;
};

const withoutReference = (node: JsonObject): JsonObject => {
  const rest: JsonObject = {};
  for (const [key, value] of Object.entries(node))
    if (!["$ref", "$dynamicRef", "$recursiveRef", "nullable", "x-nullable"].includes(key)) put(rest, key, value);
  return rest;
};

const brokenSchema = (context: SchemaContext, reason: string, pointer: string): JsonObject => {
  context.issues.add({
    severity: "warning",
    code: "reference_broken",
    pointer,
    message: `${reason} Any value is accepted there.`,
    advice: "Correct the reference in the document and import again.",
  });
  return { [brokenKey]: reason };
};
