import type { GeneratedTool, ToolOverride } from "@breezeway/core";
import type { Diff } from "./diff.ts";

/** Compares the tools stored for a source with those of a new import, and carries the owner's edits (by key) over. Pure. */
export const diffTools = (
  _before: readonly GeneratedTool[],
  _after: readonly GeneratedTool[],
  _overrides: Readonly<Record<string, ToolOverride>> = {},
): Diff => {
  throw new Error("not built yet");
};
