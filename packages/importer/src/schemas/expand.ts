import type { JsonObject, JsonValue } from "@breezeway/core";
import type { DefinitionList } from "../definitions/definition-list.ts";
import { definitionName } from "../definitions/definition-list.ts";
import { get, isObject, listAt, textAt } from "../json/json-object.ts";
import { mergeSchemas } from "./merge-schemas.ts";

export type Expanded =
  | { readonly kind: "schema"; readonly schema: JsonObject; readonly names: readonly string[] }
  /** The schema stands inside itself. */
  | { readonly kind: "cycle"; readonly name: string; readonly schema: JsonObject };

const maxSteps = 200;

/** Follows `$ref` and joins `allOf` at the top of a schema, so that its own keywords say everything. */
export const expand = (
  value: JsonValue | undefined,
  definitions: DefinitionList,
  stack: readonly string[],
): Expanded => {
  const names: string[] = [];
  let cycle: { readonly name: string; readonly schema: JsonObject } | undefined;
  let steps = 0;

  const flatten = (schema: JsonObject): JsonObject => {
    steps += 1;
    if (steps > maxSteps) return {};
    const reference = textAt(schema, "$ref");
    const { $ref: _ref, allOf: _all, ...own } = schema;
    let merged: JsonObject = own;
    if (reference !== undefined) merged = mergeSchemas(own, followed(reference));
    for (const part of listAt(schema, "allOf")) if (isObject(part)) merged = mergeSchemas(merged, flatten(part));
    return get(merged, "$ref") === undefined && get(merged, "allOf") === undefined ? merged : flatten(merged);
  };

  const followed = (reference: string): JsonObject => {
    const name = definitionName(reference);
    const target = name === undefined ? undefined : definitions.get(name);
    if (name === undefined || target === undefined) return {};
    if (stack.includes(name)) {
      cycle ??= { name, schema: target };
      return {};
    }
    if (names.includes(name)) return {};
    names.push(name);
    return flatten(target);
  };

  const schema = flatten(isObject(value) ? value : {});
  return cycle === undefined ? { kind: "schema", schema, names } : { kind: "cycle", ...cycle };
};
