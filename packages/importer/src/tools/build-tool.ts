import type { GeneratedTool } from "@breezeway/core";
import { annotate } from "../annotations/annotate.ts";
import { acceptHeader } from "../bindings/accept-header.ts";
import { createArgumentNames } from "../bindings/argument-names.ts";
import { bindBody } from "../bindings/bind-body.ts";
import { bindParameters } from "../bindings/bind-parameters.ts";
import { constantHeaders } from "../bindings/constant-headers.ts";
import type { ToolArgument } from "../bindings/tool-argument.ts";
import { describeTool, titleOf } from "../descriptions/describe-tool.ts";
import { get } from "../json/json-object.ts";
import { OperationRefused } from "../normalise/normalise-context.ts";
import type { Operation } from "../operations/operation.ts";
import { brokenKey } from "../references/resolver.ts";
import type { SchemaContext } from "../schemas/schema-context.ts";
import { inputSchema } from "../schemas/input-schema.ts";
import type { InputSchema } from "../schemas/input-schema.ts";
import { outputSchema } from "../schemas/output-schema.ts";

export interface BuildToolInput {
  readonly context: SchemaContext;
  readonly responseContext: SchemaContext;
  readonly operation: Operation;
  readonly name: string;
  readonly outputSchemas: boolean;
}

/** One operation → one tool. Throws OperationRefused where an argument as a whole cannot be known. */
export const buildTool = ({
  context,
  responseContext,
  operation,
  name,
  outputSchemas,
}: BuildToolInput): GeneratedTool => {
  const names = createArgumentNames();
  const parameters = bindParameters(context, operation, names);
  const body = bindBody(context, operation, names);
  const args = [...parameters.arguments, ...(body?.arguments ?? [])];
  // One unreadable field of a body still leaves a request worth making; an unreadable parameter or body does not.
  refuseBroken([...parameters.arguments, ...(body?.binding.content.kind === "whole" ? body.arguments : [])], operation);
  const input = inputSchema(args, context.definitions);
  reportRewriting(context, operation, input, args);
  const output = outputSchemas ? outputSchema(responseContext, operation.responses) : undefined;
  return {
    name,
    title: titleOf(operation, name),
    description: describeTool(operation, name, body?.notes ?? []),
    inputSchema: input.schema,
    ...(output === undefined ? {} : { outputSchema: output }),
    annotations: annotate(operation),
    scopes: [...(operation.scopeAlternatives[0] ?? [])],
    operation: {
      key: operation.key,
      method: operation.method,
      path: parameters.path,
      ...(operation.serverUrl === undefined ? {} : { baseUrl: operation.serverUrl }),
      parameters: [...parameters.bindings],
      ...(body === undefined ? {} : { body: body.binding }),
      headers: constantHeaders(operation),
      accept: acceptHeader(operation.responses),
      renamedKeys: [...input.renamed],
    },
    tags: [...operation.tags],
    deprecated: operation.deprecated,
    experimental: operation.experimental,
    scopeAlternatives: operation.scopeAlternatives.map((scopes) => [...scopes]),
  };
};

const refuseBroken = (args: readonly ToolArgument[], operation: Operation): void => {
  for (const { argument, schema } of args) {
    const reason = get(schema, brokenKey);
    if (typeof reason === "string")
      throw new OperationRefused(`The argument ${argument} cannot be read: ${reason}`, operation.pointer);
  }
};

const reportRewriting = (
  context: SchemaContext,
  operation: Operation,
  input: InputSchema,
  args: readonly ToolArgument[],
): void => {
  const about = { pointer: operation.pointer, operation: operation.key };
  if (input.cuts.length > 0) {
    const places = [...new Set(input.cuts.map((cut) => `${cut.at.join(".") || "the arguments"} (${cut.reason})`))];
    context.issues.add({
      ...about,
      severity: "info",
      code: "schema_cut",
      message: `Not shown in full to clients: ${places.slice(0, 8).join(", ")}${places.length > 8 ? ` and ${places.length - 8} more` : ""}. The request still takes everything.`,
      advice: "Describe what matters in the tool's or argument's description.",
    });
  }
  if (input.renamed.length > 0)
    context.issues.add({
      ...about,
      severity: "info",
      code: "key_renamed",
      message: `Shown under other names: ${input.renamed
        .slice(0, 8)
        .map((key) => `${key.wire} as ${key.shown}`)
        .join(", ")}.`,
      advice: "Nothing has to be done; the request carries the document's own names.",
    });
  const renamedArguments = [...operation.parameters].filter((item) => !args.some((arg) => arg.argument === item.name));
  if (renamedArguments.some((item) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(item.name)))
    context.issues.add({
      ...about,
      severity: "info",
      code: "argument_renamed",
      message: `Arguments under other names than in the document: ${renamedArguments
        .slice(0, 8)
        .map((item) => item.name)
        .join(", ")}.`,
      advice: "Nothing has to be done; the request carries the document's own names.",
    });
};
