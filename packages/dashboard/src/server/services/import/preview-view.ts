import type { DocumentSecurityScheme, ImportResult } from "@breezeway/importer";
import type { ImportPreview, SourceInput, SourcePreset } from "../../api/imports.ts";
import { budgetView, findingView, issueView } from "./lint-view.ts";

export const documentView = ({ document }: ImportResult): ImportPreview["document"] => ({
  title: document.title,
  version: document.version,
  dialect: document.dialect,
  description: document.description,
  bytes: document.bytes,
  url: document.url ?? null,
});

/** What an import would make, as the guided path shows it. */
export const previewView = (
  result: ImportResult,
  source: SourceInput,
  presets: readonly SourcePreset[],
): ImportPreview => ({
  documentHash: result.document.hash,
  document: documentView(result),
  servers: result.servers.map(({ url, description, variables, needsOwner }) => ({
    url,
    description,
    needsOwner,
    variables: variables.map((variable) => ({
      name: variable.name,
      default: variable.default,
      description: variable.description,
      values: [...(variable.enum ?? [])],
    })),
  })),
  securitySchemes: result.securitySchemes.map(schemeView),
  suggestedBaseUrl: suggestBaseUrl(result, source, presets),
  suggestedMode: suggestMode(result.securitySchemes, source, presets),
  tools: toolViews(result),
  tags: countBy(result.tools.map(({ tags }) => tags)).map(([tag, tools]) => ({ tag, tools })),
  suggestion: { recommended: result.suggestion.recommended, reason: result.suggestion.reason },
  operations: result.operations,
  scopes: countBy(result.tools.map(({ scopes }) => scopes)).map(([scope, tools]) => ({ scope, tools })),
  refused: result.refused.map(({ operation, pointer, reason }) => ({ operation, at: pointer, reason })),
  issues: result.issues.map(issueView),
  findings: result.report.findings.map(findingView),
  budget: budgetView(result.report),
});

const toolViews = (result: ImportResult): ImportPreview["tools"] => {
  const sizes = new Map(result.report.tools.map((size) => [size.key, size]));
  const suggested = new Set(result.suggestion.keys);
  return result.tools.map((tool) => ({
    key: tool.operation.key,
    name: tool.name,
    title: tool.title,
    description: tool.description,
    method: tool.operation.method,
    path: tool.operation.path,
    tags: tool.tags,
    readOnly: tool.annotations.readOnlyHint,
    destructive: tool.annotations.destructiveHint,
    deprecated: tool.deprecated,
    experimental: tool.experimental,
    scopes: tool.scopes,
    bytes: sizes.get(tool.operation.key)?.bytes ?? 0,
    tokens: sizes.get(tool.operation.key)?.tokens ?? 0,
    findings: sizes.get(tool.operation.key)?.findings ?? 0,
    suggested: !result.suggestion.recommended || suggested.has(tool.operation.key),
  }));
};

const countBy = (lists: readonly (readonly string[])[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const list of lists) for (const entry of new Set(list)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b));
};

const schemeView = (scheme: DocumentSecurityScheme): ImportPreview["securitySchemes"][number] => {
  const flow = scheme.flows.find(({ grant }) => grant === "authorization_code");
  return {
    name: scheme.name,
    type: scheme.type,
    description: scheme.description,
    placement: scheme.placement ? { ...scheme.placement } : null,
    authorizationUrl: flow?.authorizationUrl ?? null,
    tokenUrl: flow?.tokenUrl ?? null,
  };
};

const findPreset = (source: SourceInput, presets: readonly SourcePreset[]): SourcePreset | undefined =>
  presets.find((preset) =>
    source.kind === "preset" ? preset.id === source.preset : source.kind === "url" && preset.url === source.url,
  );

const suggestBaseUrl = (result: ImportResult, source: SourceInput, presets: readonly SourcePreset[]): string =>
  findPreset(source, presets)?.baseUrl ?? result.servers[0]?.url ?? "";

const suggestMode = (
  schemes: readonly DocumentSecurityScheme[],
  source: SourceInput,
  presets: readonly SourcePreset[],
): ImportPreview["suggestedMode"] => {
  if (findPreset(source, presets)?.providerPreset) return "oauth";
  const types = new Set(schemes.map(({ type }) => type));
  if (types.has("oauth2") || types.has("openid")) return "oauth";
  if (types.has("bearer")) return "passthrough";
  if (types.has("api_key") || types.has("basic")) return "user_key";
  return types.size === 0 ? "none" : "passthrough";
};
