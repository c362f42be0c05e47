import type { JsonObject, ReleaseId, ServerId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";

const mostKept = 20;

/** Keeps what a release was made from: of the newest releases, and of the one that is live. */
export const insertReleaseSketch = async (
  tx: WorkspaceTx,
  input: { readonly releaseId: ReleaseId; readonly serverId: ServerId; readonly sketch: JsonObject },
): Promise<void> => {
  await tx.sql`
    INSERT INTO release_sketches (release_id, workspace_id, server_id, sketch)
    VALUES (${input.releaseId}, ${tx.workspaceId}, ${input.serverId}, ${JSON.stringify(input.sketch)}::text::jsonb)`;
  await tx.sql`
    DELETE FROM release_sketches k WHERE k.workspace_id = ${tx.workspaceId} AND k.server_id = ${input.serverId}
      AND k.release_id NOT IN (
        SELECT id FROM releases WHERE workspace_id = ${tx.workspaceId} AND server_id = ${input.serverId} AND NOT is_draft
        ORDER BY number DESC LIMIT ${mostKept})
      AND k.release_id IS DISTINCT FROM (SELECT live_release_id FROM servers WHERE id = ${input.serverId})`;
};

/** As it was stored; whoever reads it parses it. */
export const loadReleaseSketch = async (tx: WorkspaceTx, releaseId: ReleaseId): Promise<unknown> => {
  const [row] = await tx.sql<{ sketch: unknown }[]>`
    SELECT sketch FROM release_sketches WHERE release_id = ${releaseId} AND workspace_id = ${tx.workspaceId}`;
  return row?.sketch;
};
