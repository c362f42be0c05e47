import type { HttpMethod } from "@breezeway/core";

/** Which operations to take; every list that is present must match, within a list any entry is enough. */
export interface ToolSelection {
  readonly tags?: readonly string[];
  readonly methods?: readonly HttpMethod[];
  /** Path globs: `*` stands for one segment or a part of it, `**` for any number. */
  readonly paths?: readonly string[];
  /** Globs over tool name and operationId. */
  readonly names?: readonly string[];
  /** Stable keys, taken whatever the other lists say. */
  readonly keys?: readonly string[];
  /** Taken off at the end. */
  readonly except?: Omit<ToolSelection, "except">;
  readonly includeDeprecated?: boolean;
}

/** A starting set for a large document. */
export interface SuggestedSelection {
  /** Whether the document is large enough that listing all tools would hurt. */
  readonly recommended: boolean;
  readonly keys: readonly string[];
  readonly reason: string;
}
