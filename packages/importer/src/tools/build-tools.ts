import type { GeneratedTool, JsonSchema } from "@breezeway/core";
import { stripSchema } from "../bindings/strip-schema.ts";
import { createDefinitionList } from "../definitions/definition-list.ts";
import { usedDefinitions } from "../definitions/used-definitions.ts";
import type { ImportOptions } from "../import-options.ts";
import type { RefusedOperation } from "../issues/issue.ts";
import type { NormaliseContext } from "../normalise/normalise-context.ts";
import { OperationRefused } from "../normalise/normalise-context.ts";
import { nameTools } from "../naming/name-tools.ts";
import { sanitise } from "../naming/name-words.ts";
import type { Operation } from "../operations/operation.ts";
import type { SchemaContext } from "../schemas/schema-context.ts";
import { buildTool } from "./build-tool.ts";

export interface BuiltTools {
  readonly tools: readonly GeneratedTool[];
  readonly refused: readonly RefusedOperation[];
  readonly definitions: Record<string, JsonSchema>;
}

const defaultNameLength = 45;

/** All operations → tools with unique names, and the definitions that their bindings use. */
export const buildTools = (
  context: NormaliseContext,
  operations: readonly Operation[],
  options: ImportOptions,
): BuiltTools => {
  const definitions = createDefinitionList();
  const schemas: SchemaContext = {
    resolver: context.resolver,
    issues: context.issues,
    definitions,
    purpose: "request",
  };
  const responses: SchemaContext = { ...schemas, definitions: createDefinitionList(), purpose: "response" };
  const names = nameTools(operations, options.maxNameLength ?? defaultNameLength, options.keepNames);
  noteRenames(context, operations, names);
  const tools: GeneratedTool[] = [];
  const refused: RefusedOperation[] = [];
  for (const operation of operations) {
    const name = names.get(operation.key) ?? operation.key;
    try {
      tools.push(
        buildTool({
          context: schemas,
          responseContext: responses,
          operation,
          name,
          outputSchemas: options.outputSchemas ?? false,
        }),
      );
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      refused.push({ operation: operation.key, pointer: error.pointer, reason: error.message });
    }
  }
  const find = (name: string) => {
    const schema = definitions.get(name);
    return schema === undefined ? undefined : stripSchema(schema);
  };
  return { tools, refused, definitions: usedDefinitions(tools, find) };
};

const noteRenames = (
  context: NormaliseContext,
  operations: readonly Operation[],
  names: ReadonlyMap<string, string>,
): void => {
  for (const operation of operations) {
    const name = names.get(operation.key);
    if (operation.operationId === undefined || name === undefined || name === sanitise(operation.operationId)) continue;
    context.issues.add({
      severity: "info",
      code: "name_changed",
      pointer: operation.pointer,
      message: `The tool is named ${name}: the operationId ${operation.operationId.slice(0, 100)} is too general, too long, or taken.`,
      advice: "Rename the tool if you know a better name.",
      operation: operation.key,
    });
  }
};
