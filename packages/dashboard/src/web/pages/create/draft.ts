import type { SourceVariable } from "@breezeway/core";
import type { ImportPreview, PreviewTool, SourceInput, SourcePreset } from "../../../server/api/imports.ts";
import type { NewSource } from "../../../server/api/servers.ts";

export type Selection = "suggested" | "read_only" | "all";

/** One document as inspected, with what the owner said about it so far. */
export interface InspectedDocument {
  source: SourceInput;
  preview: ImportPreview;
  baseUrl: string;
  variables: Record<string, SourceVariable>;
  selection: Selection;
}

/** Names of the `{variables}` of a base URL, each once. */
export const variableNames = (baseUrl: string): string[] => [
  ...new Set(Array.from(baseUrl.matchAll(/\{([^{}/]+)\}/g), (match) => match[1] ?? "")),
];

export const beginDocument = (
  source: SourceInput,
  preview: ImportPreview,
  preset: SourcePreset | undefined,
): InspectedDocument => {
  const baseUrl = preset?.baseUrl || preview.suggestedBaseUrl;
  const stated = preview.servers.flatMap((server) => server.variables);
  const variables = Object.fromEntries(
    variableNames(baseUrl).map((name): [string, SourceVariable] => {
      const known = preset?.variables.find((variable) => variable.name === name);
      if (known?.from === "grant") return [name, { from: "grant", name }];
      return [name, { from: "owner", value: stated.find((variable) => variable.name === name)?.default ?? "" }];
    }),
  );
  return { source, preview, baseUrl, variables, selection: preview.suggestion.recommended ? "suggested" : "all" };
};

export const selectTools = (tools: readonly PreviewTool[], selection: Selection): PreviewTool[] =>
  tools.filter((tool) => selection === "all" || (selection === "suggested" ? tool.suggested : tool.readOnly));

/** What listing some of the tools costs, the list around them included: all of them together are the budget's sum. */
export const listTokens = (
  { tools, budget }: Pick<ImportPreview, "tools" | "budget">,
  selected: readonly PreviewTool[],
): number => {
  const all = sumTokens(tools);
  return all === 0 ? 0 : Math.round((budget.tokens * sumTokens(selected)) / all);
};

const sumTokens = (tools: readonly PreviewTool[]): number => tools.reduce((sum, { tokens }) => sum + tokens, 0);

/** Only the variables that the base URL has now. */
const usedVariables = ({ baseUrl, variables }: InspectedDocument): Record<string, SourceVariable> =>
  Object.fromEntries(variableNames(baseUrl).map((name) => [name, variables[name] ?? { from: "owner", value: "" }]));

export const toNewSource = (document: InspectedDocument): NewSource => ({
  source: document.source,
  documentHash: document.preview.documentHash,
  baseUrl: document.baseUrl,
  variables: usedVariables(document),
  enabled: selectTools(document.preview.tools, document.selection).map((tool) => tool.key),
});

/** As the API takes it, for a form's own check. */
export const baseUrlPattern = "https?://[^\\s?#]+";

/** A base URL and a value for each variable that the owner gives: enough to go on. */
export const isComplete = (document: InspectedDocument): boolean =>
  new RegExp(`^${baseUrlPattern}$`).test(document.baseUrl) &&
  Object.values(usedVariables(document)).every((variable) => variable.from === "grant" || variable.value.trim() !== "");
