import { ServiceError, type ReleaseId, type ServerId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";
import { appendChange } from "../changes/append-change.ts";

export interface PointServerInput {
  readonly serverId: ServerId;
  readonly releaseId: ReleaseId;
}

/** Makes a release live and tells the data planes, in the caller's transaction. */
export const publishRelease = async (tx: WorkspaceTx, input: PointServerInput): Promise<void> => {
  await pointServer(tx, input);
  await appendChange(tx, {
    serverId: input.serverId,
    kind: "release.published",
    payload: { releaseId: input.releaseId },
  });
};

/** Makes an earlier release live again and tells the data planes, in the caller's transaction. */
export const rollBackRelease = async (tx: WorkspaceTx, input: PointServerInput): Promise<void> => {
  await pointServer(tx, input);
  await appendChange(tx, {
    serverId: input.serverId,
    kind: "release.rolled_back",
    payload: { releaseId: input.releaseId },
  });
};

const pointServer = async (tx: WorkspaceTx, { serverId, releaseId }: PointServerInput): Promise<void> => {
  const rows = await tx.sql`
    UPDATE servers SET live_release_id = r.id, first_published_at = coalesce(first_published_at, now()), updated_at = now()
    FROM releases r
    WHERE servers.id = ${serverId} AND servers.workspace_id = ${tx.workspaceId}
      AND r.id = ${releaseId} AND r.server_id = servers.id AND NOT r.is_draft
    RETURNING 1`;
  if (rows.length === 0)
    throw new ServiceError("not_found", { message: "This server has no such release.", at: "releaseId" });
};
