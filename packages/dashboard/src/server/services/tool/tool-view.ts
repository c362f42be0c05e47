import type { GeneratedTool, JsonObject, ToolDefinition, ToolOverride } from "@breezeway/core";
import type { LintFinding, ToolSize } from "@breezeway/importer";
import type { ToolArgument, ToolDetail, ToolList, ToolRow } from "../../api/tools.ts";
import { budgetView, findingView } from "../import/lint-view.ts";
import { compileAllTools } from "../release/compile-all-tools.ts";
import { isEnabled } from "../release/compile-draft.ts";
import { refKey } from "../release/draft-parts.ts";
import type { DraftParts } from "../release/draft-parts.ts";

const editable = ["name", "title", "description", "annotations", "arguments"] as const;

/** Rows for all tools of a draft, in the order of its documents. */
export const toolRows = (parts: DraftParts): ToolRow[] => {
  const all = compileAllTools(parts);
  const sizes = new Map(all.report.tools.map((size) => [size.name, size]));
  const findings = Map.groupBy(all.report.findings, ({ tool }) => tool ?? "");
  return parts.tools.flatMap(({ sourceId, tool }) => {
    const shown = all.tools.get(refKey({ sourceId, key: tool.operation.key }));
    if (!shown) return [];
    const override = parts.overrides.get(refKey({ sourceId, key: tool.operation.key }));
    return [
      rowOf({
        generated: tool,
        shown,
        override,
        enabled: isEnabled(parts, sourceId, tool.operation.key),
        size: sizes.get(shown.name),
        findings: findings.get(shown.name) ?? [],
      }),
    ];
  });
};

const rowOf = (input: {
  readonly generated: GeneratedTool;
  readonly shown: ToolDefinition;
  readonly override: ToolOverride | undefined;
  readonly enabled: boolean;
  readonly size: ToolSize | undefined;
  readonly findings: readonly LintFinding[];
}): ToolRow => {
  const { generated, shown, override } = input;
  return {
    sourceId: shown.operation.sourceId,
    key: shown.operation.key,
    name: shown.name,
    title: shown.title,
    description: shown.description,
    method: shown.operation.method,
    path: shown.operation.path,
    tags: generated.tags,
    enabled: input.enabled,
    readOnly: shown.annotations.readOnlyHint,
    destructive: shown.annotations.destructiveHint,
    deprecated: generated.deprecated,
    experimental: generated.experimental,
    edited: editable.filter((field) => override?.[field] !== undefined),
    scopes: shown.scopes,
    bytes: input.size?.bytes ?? 0,
    tokens: input.size?.tokens ?? 0,
    findings: input.findings.map(findingView),
  };
};

export const toolListView = (parts: DraftParts): ToolList => {
  const tools = toolRows(parts);
  const tags = new Map<string, number>();
  for (const tool of tools) for (const tag of tool.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  return {
    tools,
    sources: parts.sources.map(({ id, title }) => ({ id, title })),
    tags: [...tags].toSorted(([a], [b]) => a.localeCompare(b)).map(([tag, count]) => ({ tag, tools: count })),
    budget: budgetView(compileAllTools(parts).enabledReport),
  };
};

export const toolDetailView = (
  parts: DraftParts,
  ref: { readonly sourceId: string; readonly key: string },
): ToolDetail | undefined => {
  const row = toolRows(parts).find((tool) => refKey(tool) === refKey(ref));
  const shown = compileAllTools(parts).tools.get(refKey(ref));
  const generated = parts.tools.find((stored) => refKey({ ...stored.tool.operation, ...stored }) === refKey(ref))?.tool;
  if (!row || !shown || !generated) return undefined;
  const override = parts.overrides.get(refKey(ref));
  const { operation, scopes: _scopes, ...listed } = shown;
  return {
    ...row,
    generated: {
      name: generated.name,
      title: generated.title,
      description: generated.description,
      annotations: generated.annotations,
    },
    annotations: shown.annotations,
    override: override ?? null,
    arguments: argumentsOf(generated, override),
    listed,
    accept: operation.accept,
    bodyMediaType: operation.body?.mediaType ?? null,
  };
};

const argumentsOf = (generated: GeneratedTool, override: ToolOverride | undefined): ToolArgument[] => {
  const places = placesOf(generated);
  const { properties = {}, required = [] } = generated.inputSchema as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: places.get(name) ?? "body",
    required: required.includes(name),
    type: typeText(schema),
    description: typeof schema["description"] === "string" ? schema["description"] : "",
    schema,
    override: override?.arguments?.[name] ?? null,
  }));
};

const placesOf = ({ operation }: GeneratedTool): ReadonlyMap<string, ToolArgument["in"]> =>
  new Map(
    operation.parameters.flatMap((parameter) => (parameter.argument ? [[parameter.argument, parameter.in]] : [])),
  );

const typeText = (schema: JsonObject): string => {
  const { type, enum: values, anyOf, oneOf } = schema;
  if (Array.isArray(values)) return "one of";
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.map(String).join(" or ");
  return Array.isArray(anyOf) || Array.isArray(oneOf) ? "one of several" : "any";
};
