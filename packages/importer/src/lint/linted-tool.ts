import type { ToolDefinition } from "@breezeway/core";

/** What the lint reads of a tool, generated or compiled. */
export type LintedTool = Pick<
  ToolDefinition,
  "name" | "title" | "description" | "inputSchema" | "outputSchema" | "annotations"
> & { readonly operation: { readonly key: string } };
