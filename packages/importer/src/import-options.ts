import type { ToolSelection } from "./selection/selection.ts";

/** Limits on what a document may cost. */
export interface ImportLimits {
  readonly maxBytes: number;
  readonly maxTotalBytes: number;
  readonly maxFiles: number;
  readonly maxDepth: number;
  readonly maxKeys: number;
  readonly maxAliases: number;
  readonly maxOperations: number;
}

export const defaultLimits: ImportLimits = {
  maxBytes: 40_000_000,
  maxTotalBytes: 64_000_000,
  maxFiles: 5_000,
  maxDepth: 200,
  maxKeys: 1_500_000,
  maxAliases: 20_000,
  maxOperations: 10_000,
};

export interface ImportOptions {
  readonly limits?: Partial<ImportLimits>;
  /** Longest tool name, 45 unless said otherwise: clients put a server's name in front. */
  readonly maxNameLength?: number;
  /** Names of an earlier import by tool key; they are kept. */
  readonly keepNames?: Readonly<Record<string, string>>;
  /** Only these operations become tools. */
  readonly selection?: ToolSelection;
  /** Other origins that remote `$ref`s may lead to; the document's own is always allowed for documents read by URL. */
  readonly referenceOrigins?: readonly string[];
  /** Also make output schemas where that is safe. Off by default. */
  readonly outputSchemas?: boolean;
}
