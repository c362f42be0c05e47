import type { GeneratedTool } from "@breezeway/core";
import type { SuggestedSelection, ToolSelection } from "./selection.ts";

/** The tools that a selection takes, in their order. */
export const selectTools = (_tools: readonly GeneratedTool[], _selection: ToolSelection): GeneratedTool[] => {
  throw new Error("not built yet");
};

/** A starting set of at most 40 tools: reading and everyday writing over the document's main resources. */
export const suggestSelection = (_tools: readonly GeneratedTool[]): SuggestedSelection => {
  throw new Error("not built yet");
};
