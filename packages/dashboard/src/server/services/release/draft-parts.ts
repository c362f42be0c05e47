import type { SourceId, ToolOverride } from "@breezeway/core";
import type { ServerRow, SourceRow, StoredTool, WorkspaceTx } from "@breezeway/db";
import { listOverrides, listSources, listTools } from "@breezeway/db";
import type { ReleaseSourceInput } from "@breezeway/importer";

/** Everything that a draft is made of. */
export interface DraftParts {
  readonly server: ServerRow;
  readonly sources: readonly SourceRow[];
  readonly tools: readonly StoredTool[];
  /** By `refKey`. */
  readonly overrides: ReadonlyMap<string, ToolOverride>;
}

/** A tool's key within a server of several sources. */
export const refKey = (ref: { readonly sourceId: string; readonly key: string }): string =>
  `${ref.sourceId} ${ref.key}`;

export const readDraftParts = async (tx: WorkspaceTx, server: ServerRow): Promise<DraftParts> => {
  const overrides = await listOverrides(tx, server.id);
  return {
    server,
    sources: await listSources(tx, server.id),
    tools: await listTools(tx, server.id),
    overrides: new Map(overrides.map((stored) => [refKey(stored), stored.override])),
  };
};

/** The parts as the compiler takes them; `adjust` may change an edit on the way. */
export const sourceInputs = (
  parts: DraftParts,
  adjust: (override: ToolOverride) => ToolOverride = (override) => override,
): ReleaseSourceInput[] => {
  const toolsBySource = Map.groupBy(parts.tools, ({ sourceId }) => sourceId);
  return parts.sources.map((source) => {
    const tools = (toolsBySource.get(source.id) ?? []).map(({ tool }) => tool);
    return {
      id: source.id,
      title: source.title,
      baseUrl: source.baseUrl,
      variables: source.variables,
      definitions: source.definitions,
      tools,
      overrides: overridesOf(
        parts,
        source.id,
        tools.map(({ operation }) => operation.key),
        adjust,
      ),
    };
  });
};

const overridesOf = (
  { overrides }: DraftParts,
  sourceId: SourceId,
  keys: readonly string[],
  adjust: (override: ToolOverride) => ToolOverride,
): Record<string, ToolOverride> => {
  // Keys come from documents: `__proto__` must be a key like any other.
  const found: Record<string, ToolOverride> = Object.create(null);
  for (const key of keys) {
    const override = overrides.get(refKey({ sourceId, key }));
    if (override) found[key] = adjust(override);
  }
  return found;
};
