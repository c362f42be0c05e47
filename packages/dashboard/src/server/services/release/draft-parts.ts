import type { JsonSchema, SourceId, ToolOverride } from "@breezeway/core";
import type { DraftSourceRow, StoredTool } from "@breezeway/db";
import type { ReleaseSourceInput } from "@breezeway/importer";
import type { DraftServer, DraftSketch } from "../../drafts/draft-sketch.ts";

/** Everything that a draft is made of. */
export interface DraftParts {
  readonly workspace: DraftSketch["workspace"];
  readonly server: DraftServer;
  readonly sources: readonly (DraftSourceRow & { readonly definitions: Record<string, JsonSchema> })[];
  readonly tools: readonly StoredTool[];
  /** By `refKey`. */
  readonly overrides: ReadonlyMap<string, ToolOverride>;
}

/** A tool's key within a server of several sources. */
export const refKey = (ref: { readonly sourceId: string; readonly key: string }): string =>
  `${ref.sourceId} ${ref.key}`;

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
