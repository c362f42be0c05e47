import type { CallerLimits } from "../identify/caller.ts";

export type Era = "modern" | "legacy";

/** `tools/list` results as bytes, one entry for each page; the JSON-RPC envelope is put around them. */
export interface ToolLists {
  readonly pages: (input: { readonly era: Era; readonly limits: CallerLimits }) => readonly Buffer[];
}
