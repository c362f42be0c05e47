import type { ServerId, SourceId, ToolOverride, UserId } from "@breezeway/core";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { sources, toolOverrides } from "../../schema/servers.ts";

export interface StoredOverride {
  readonly sourceId: SourceId;
  readonly key: string;
  readonly override: ToolOverride;
}

const rowsPerStatement = 500;

/** The owner's edits of a server's tools. */
export const listOverrides = async (tx: WorkspaceTx, serverId: ServerId): Promise<StoredOverride[]> => {
  const rows = await tx.orm
    .select({ sourceId: toolOverrides.sourceId, key: toolOverrides.key, override: toolOverrides.override })
    .from(toolOverrides)
    .innerJoin(sources, eq(sources.id, toolOverrides.sourceId))
    .where(
      and(
        eq(toolOverrides.workspaceId, tx.workspaceId),
        eq(sources.workspaceId, tx.workspaceId),
        eq(sources.serverId, serverId),
      ),
    );
  return rows.map((row) => ({ ...row, sourceId: row.sourceId as SourceId }));
};

/** Writes edits; an empty one takes the row away. */
export const saveOverrides = async (
  tx: WorkspaceTx,
  input: { readonly overrides: readonly StoredOverride[]; readonly by: UserId | null; readonly now: Date },
): Promise<void> => {
  const isEmpty = (stored: StoredOverride) => Object.keys(stored.override).length === 0;
  const removed = Map.groupBy(input.overrides.filter(isEmpty), (stored) => stored.sourceId);
  for (const [sourceId, stored] of removed)
    await tx.orm.delete(toolOverrides).where(
      and(
        eq(toolOverrides.workspaceId, tx.workspaceId),
        eq(toolOverrides.sourceId, sourceId),
        inArray(
          toolOverrides.key,
          stored.map(({ key }) => key),
        ),
      ),
    );
  const kept = input.overrides
    .filter((stored) => !isEmpty(stored))
    .map((stored) => ({ ...stored, workspaceId: tx.workspaceId, updatedBy: input.by, updatedAt: input.now }));
  for (let start = 0; start < kept.length; start += rowsPerStatement)
    await tx.orm
      .insert(toolOverrides)
      .values(kept.slice(start, start + rowsPerStatement))
      .onConflictDoUpdate({
        target: [toolOverrides.sourceId, toolOverrides.key],
        set: {
          override: sql`excluded.override`,
          updatedBy: sql`excluded.updated_by`,
          updatedAt: sql`excluded.updated_at`,
        },
      });
};

/** Forgets every edit of a source; a re-import writes the carried ones anew. */
export const deleteOverrides = async (tx: WorkspaceTx, sourceId: SourceId): Promise<void> => {
  await tx.orm
    .delete(toolOverrides)
    .where(and(eq(toolOverrides.workspaceId, tx.workspaceId), eq(toolOverrides.sourceId, sourceId)));
};
