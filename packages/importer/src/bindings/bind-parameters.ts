import { mayDocumentSetHeader } from "@breezeway/core";
import type { JsonObject, JsonValue, ParameterBinding } from "@breezeway/core";
import { get, isObject, listAt } from "../json/json-object.ts";
import type { Operation, OperationParameter } from "../operations/operation.ts";
import { canonicalSchema } from "../schemas/canonical-schema.ts";
import type { SchemaContext } from "../schemas/schema-context.ts";
import { expand } from "../schemas/expand.ts";
import { stripSchema } from "./strip-schema.ts";
import type { ArgumentNames, ToolArgument } from "./tool-argument.ts";

export interface BoundParameters {
  readonly bindings: readonly ParameterBinding[];
  readonly arguments: readonly ToolArgument[];
  /** Path template whose `{names}` are those of the bindings. */
  readonly path: string;
}

/** Path, query, header and cookie parameters → bindings and arguments, in that order. */
export const bindParameters = (context: SchemaContext, operation: Operation, names: ArgumentNames): BoundParameters => {
  const path = plainTemplate(operation);
  const parameters = [...declared(context, operation, path), ...undeclared(context, operation, path)];
  const order = ["path", "query", "header", "cookie"];
  const sorted = parameters.toSorted((left, right) => order.indexOf(left.in) - order.indexOf(right.in));
  const bound = sorted.map((parameter) => bindParameter(context, parameter, names));
  return { path, bindings: bound.map((item) => item.binding), arguments: bound.map((item) => item.argument) };
};

export const templateNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "").filter((name) => name !== "");

/** `{name+}` and `{name*}` are other frameworks' ways to write `{name}`. */
const plainTemplate = (operation: Operation): string => {
  const known = new Set(operation.parameters.filter((item) => item.in === "path").map((item) => item.name));
  return operation.path.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const bare = name.trim().replace(/^[+]|[+*?]$|:.*$/g, "");
    return known.has(name) || bare === "" ? whole : `{${bare}}`;
  });
};

const declared = (context: SchemaContext, operation: Operation, path: string): OperationParameter[] => {
  const inTemplate = new Set(templateNames(path));
  return operation.parameters.filter((parameter) => {
    if (parameter.in === "path" && !inTemplate.has(parameter.name)) {
      drop(
        context,
        operation,
        parameter,
        `The path ${operation.path} has no place for the path parameter ${parameter.name}.`,
      );
      return false;
    }
    if (parameter.in === "header" && !mayDocumentSetHeader(parameter.name.toLowerCase())) {
      drop(
        context,
        operation,
        parameter,
        `The header ${parameter.name} is set by Breezeway or the credential, not by an argument.`,
      );
      return false;
    }
    return true;
  });
};

const drop = (context: SchemaContext, operation: Operation, parameter: OperationParameter, message: string): void => {
  context.issues.add({
    severity: "info",
    code: "argument_dropped",
    pointer: parameter.pointer,
    message,
    advice: "Nothing has to be done.",
    operation: operation.key,
  });
};

/** Names of the template that no parameter declares become required strings: the request needs them. */
const undeclared = (context: SchemaContext, operation: Operation, path: string): OperationParameter[] => {
  const known = new Set(operation.parameters.filter((item) => item.in === "path").map((item) => item.name));
  const names = [...new Set(templateNames(path))].filter((name) => !known.has(name));
  return names.map((name) => {
    context.issues.add({
      severity: "info",
      code: "document_repaired",
      pointer: operation.pointer,
      message: `The path has {${name}}, which no parameter declares; it became a required text argument.`,
      advice: "Declare the parameter in the document to give it a type and a description.",
      operation: operation.key,
    });
    return {
      name,
      in: "path",
      required: true,
      deprecated: false,
      description: "",
      style: "simple",
      explode: false,
      allowReserved: false,
      schema: { node: { type: "string" }, pointer: operation.pointer },
      pointer: operation.pointer,
    };
  });
};

const bindParameter = (
  context: SchemaContext,
  parameter: OperationParameter,
  names: ArgumentNames,
): { readonly binding: ParameterBinding; readonly argument: ToolArgument } => {
  const schema = withExample(canonicalSchema(context, parameter.schema), parameter.example);
  const argument = names.claim(parameter.name, parameter.in);
  const constant = parameter.required ? onlyValue(context, schema) : undefined;
  return {
    binding: {
      argument,
      name: parameter.name,
      in: parameter.in,
      style: parameter.style,
      explode: parameter.explode,
      allowReserved: parameter.allowReserved,
      required: parameter.required,
      ...(parameter.contentType === undefined ? {} : { contentType: parameter.contentType }),
      schema: stripSchema(schema),
      ...(constant === undefined ? {} : { default: constant }),
    },
    argument: {
      argument,
      schema:
        constant === undefined || get(schema, "default") !== undefined ? schema : { ...schema, default: constant },
      required: parameter.required && constant === undefined,
      description: parameter.description,
      deprecated: parameter.deprecated,
      dropNull: parameter.contentType === undefined,
    },
  };
};

const withExample = (schema: JsonObject, example: JsonValue | undefined): JsonObject =>
  example === undefined || get(schema, "examples") !== undefined ? schema : { ...schema, examples: [example] };

/** What a required value must be when there is one choice only, or the document's default: the model need not say it. */
export const onlyValue = (context: SchemaContext, schema: JsonObject): JsonValue | undefined => {
  const expanded = expand(schema, context.definitions, []);
  if (expanded.kind === "cycle") return undefined;
  const values = listAt(expanded.schema, "enum");
  const only = values.length === 1 ? values[0] : undefined;
  const value = only ?? get(expanded.schema, "default");
  return value === null || isObject(value) || Array.isArray(value) ? undefined : value;
};
