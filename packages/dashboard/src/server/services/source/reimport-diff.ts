import type { GeneratedTool, ToolOverride } from "@breezeway/core";
import type { SourceRow, StoredOverride, StoredTool, WorkspaceTx } from "@breezeway/db";
import { listOverrides, listTools } from "@breezeway/db";
import type { Diff, ImportResult } from "@breezeway/importer";
import { diffTools } from "@breezeway/importer";

/** What is stored of one source's tools. */
export interface StoredTools {
  readonly tools: readonly GeneratedTool[];
  readonly overrides: Readonly<Record<string, ToolOverride>>;
}

export const readStoredTools = async (tx: WorkspaceTx, source: SourceRow): Promise<StoredTools> => {
  const isOurs = ({ sourceId }: StoredTool | StoredOverride) => sourceId === source.id;
  const overrides = (await listOverrides(tx, source.serverId)).filter(isOurs);
  return {
    tools: (await listTools(tx, source.serverId)).filter(isOurs).map(({ tool }) => tool),
    overrides: Object.fromEntries(overrides.map(({ key, override }) => [key, override])),
  };
};

/** Names stay as they are over a re-import, so that clients find the tools they know. */
export const namesOf = ({ tools }: StoredTools): Readonly<Record<string, string>> =>
  Object.fromEntries(tools.map((tool) => [tool.operation.key, tool.name]));

export const diffImport = (stored: StoredTools, result: ImportResult): Diff =>
  diffTools(stored.tools, result.tools, stored.overrides);
