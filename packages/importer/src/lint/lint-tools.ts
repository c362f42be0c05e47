import type { ToolDefinition } from "@breezeway/core";
import type { LintReport } from "./lint-report.ts";

/** What the lint reads of a tool, generated or compiled. */
export type LintedTool = Pick<
  ToolDefinition,
  "name" | "title" | "description" | "inputSchema" | "outputSchema" | "annotations"
> & { readonly operation: { readonly key: string } };

/** Measures a tool list and checks it against what clients accept. Pure. */
export const lintTools = (_tools: readonly LintedTool[]): LintReport => {
  throw new Error("not built yet");
};
