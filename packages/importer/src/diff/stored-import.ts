import type { GeneratedTool, ToolOverride } from "@breezeway/core";

/** What an earlier import made of a document, and what its owner did to it. */
export interface StoredImport {
  /** JSON of the generated tools: whoever compares parses it, no one before. */
  readonly tools: string;
  /** Edits by tool key. */
  readonly overrides: Readonly<Record<string, ToolOverride>>;
}

/** Text of our own making: it has the types it was stored with. */
export const parseStoredTools = ({ tools }: StoredImport): readonly GeneratedTool[] =>
  JSON.parse(tools) as GeneratedTool[];

/** Names stay as they are over a re-import, so that clients find the tools they know. */
export const namesOf = (tools: readonly GeneratedTool[]): Readonly<Record<string, string>> =>
  Object.fromEntries(tools.map((tool) => [tool.operation.key, tool.name]));
