import type { GeneratedTool, JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { isObject, put } from "../json/json-object.ts";
import { definitionName } from "./definition-list.ts";

/** Those definitions that bindings reach, made ready by `finish`; deterministic order. */
export const usedDefinitions = (
  tools: readonly Pick<GeneratedTool, "operation">[],
  find: (name: string) => JsonObject | undefined,
): Record<string, JsonSchema> => {
  const found = new Map<string, JsonSchema>();
  const queue: JsonValue[] = tools.flatMap(({ operation }) => bindingSchemas(operation));
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (Array.isArray(node)) queue.push(...node);
    if (!isObject(node)) continue;
    for (const [key, value] of Object.entries(node)) {
      const name = key === "$ref" && typeof value === "string" ? definitionName(value) : undefined;
      const schema = name === undefined || found.has(name) ? undefined : find(name);
      if (name !== undefined && schema !== undefined) {
        found.set(name, schema);
        queue.push(schema);
      } else if (typeof value === "object" && value !== null) queue.push(value);
    }
  }
  const sorted: Record<string, JsonSchema> = {};
  for (const name of [...found.keys()].toSorted()) put(sorted, name, found.get(name));
  return sorted;
};

/** Every schema of a binding. */
export const bindingSchemas = (operation: GeneratedTool["operation"]): JsonSchema[] => {
  const content = operation.body?.content;
  const body =
    content === undefined
      ? []
      : content.kind === "whole"
        ? [content.schema]
        : [
            ...content.properties.map((property) => property.schema),
            ...(content.schema === undefined ? [] : [content.schema]),
          ];
  return [...operation.parameters.map((parameter) => parameter.schema), ...body];
};
