import type {
  ArgumentOverride,
  BodyBinding,
  GeneratedTool,
  JsonObject,
  JsonValue,
  ToolDefinition,
  ToolOverride,
} from "@breezeway/core";
import { get, isObject, put, textsAt } from "../json/json-object.ts";
import type { CompileNote } from "./compile-types.ts";

export interface OverriddenTool {
  readonly tool: Omit<ToolDefinition, "operation"> & { readonly operation: GeneratedTool["operation"] };
  readonly notes: readonly CompileNote[];
}

/** The owner's edits of one tool, put over what the document gave. Pure. */
export const applyOverride = (generated: GeneratedTool, override: ToolOverride): OverriddenTool => {
  const notes: CompileNote[] = [];
  const {
    operation,
    tags: _tags,
    deprecated: _deprecated,
    experimental: _experimental,
    scopeAlternatives: _scopes,
    ...shown
  } = generated;
  const tool = {
    ...shown,
    name: override.name ?? generated.name,
    title: override.title ?? generated.title,
    description: override.description ?? generated.description,
    annotations: { ...generated.annotations, ...definedOnly(override.annotations ?? {}) },
    operation: structuredClone(operation),
    inputSchema: generated.inputSchema,
  };
  for (const [argument, edit] of Object.entries(override.arguments ?? {})) {
    const problem = applyArgument(tool, argument, edit);
    if (problem !== undefined) notes.push({ ...problem, key: operation.key, tool: tool.name });
  }
  return { tool, notes };
};

const definedOnly = <T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

interface Carrier {
  argument?: string | undefined;
  required?: boolean;
  fixed?: JsonValue | undefined;
  default?: JsonValue | undefined;
}

type Problem = Pick<CompileNote, "code" | "message"> | undefined;

const applyArgument = (tool: OverriddenToolDraft, argument: string, edit: ArgumentOverride): Problem => {
  const carriers = carriersOf(tool.operation, argument);
  if (carriers.length === 0)
    return {
      code: "argument_unknown",
      message: `The edit of ${argument} has no effect: the tool has no such argument.`,
    };
  const isRequired = textsAt(tool.inputSchema, "required").includes(argument);
  if (edit.fixed !== undefined) {
    for (const carrier of carriers) {
      carrier.fixed = edit.fixed;
      delete carrier.argument;
      delete carrier.default;
    }
    tool.inputSchema = withoutArgument(tool.inputSchema, argument);
    return undefined;
  }
  if (edit.hidden === true) {
    if (isRequired && edit.default === undefined)
      return {
        code: "required_hidden",
        message: `${argument} is required; give it a fixed value instead of hiding it.`,
      };
    for (const carrier of carriers) {
      delete carrier.argument;
      if (edit.default !== undefined) carrier.fixed = edit.default;
    }
    tool.inputSchema = withoutArgument(tool.inputSchema, argument);
    return undefined;
  }
  if (edit.default !== undefined) for (const carrier of carriers) carrier.default = edit.default;
  tool.inputSchema = describedArgument(tool.inputSchema, argument, edit);
  return undefined;
};

interface OverriddenToolDraft {
  inputSchema: JsonObject;
  readonly operation: GeneratedTool["operation"];
}

const carriersOf = (operation: GeneratedTool["operation"], argument: string): Carrier[] => {
  const content = operation.body?.content;
  const inBody: Carrier[] =
    content === undefined ? [] : content.kind === "whole" ? [wholeCarrier(content)] : content.properties;
  return [...operation.parameters, ...inBody].filter((carrier) => carrier.argument === argument);
};

const wholeCarrier = (content: Extract<BodyBinding["content"], { kind: "whole" }>): Carrier => content;

const withoutArgument = (schema: JsonObject, argument: string): JsonObject => {
  const properties: JsonObject = {};
  for (const [name, value] of Object.entries(propertiesOf(schema))) if (name !== argument) put(properties, name, value);
  return withRequired(
    { ...schema, properties },
    textsAt(schema, "required").filter((name) => name !== argument),
  );
};

const describedArgument = (schema: JsonObject, argument: string, edit: ArgumentOverride): JsonObject => {
  const properties: JsonObject = {};
  for (const [name, value] of Object.entries(propertiesOf(schema)))
    put(properties, name, name === argument && isObject(value) ? editedProperty(value, edit) : value);
  const required = textsAt(schema, "required").filter((name) => name !== argument || edit.default === undefined);
  return withRequired({ ...schema, properties }, required);
};

const editedProperty = (property: JsonObject, edit: ArgumentOverride): JsonObject => ({
  ...property,
  ...(edit.description === undefined ? {} : { description: edit.description }),
  ...(edit.default === undefined ? {} : { default: edit.default }),
});

const propertiesOf = (schema: JsonObject): JsonObject => {
  const properties = get(schema, "properties");
  return isObject(properties) ? properties : {};
};

const withRequired = ({ required: _old, ...schema }: JsonObject, required: readonly string[]): JsonObject =>
  required.length === 0 ? schema : { ...schema, required: [...required] };
