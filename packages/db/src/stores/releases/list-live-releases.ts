import type { WorkspaceTx } from "../../database/scope.ts";

export interface LiveRelease {
  readonly number: number;
  readonly createdAt: Date;
}

/** What is live on each server of the workspace that is published. */
export const listLiveReleases = async (tx: WorkspaceTx): Promise<ReadonlyMap<string, LiveRelease>> => {
  const rows = await tx.sql<{ serverId: string; number: number; createdAt: Date }[]>`
    SELECT s.id AS "serverId", r.number, r.created_at AS "createdAt"
    FROM servers s JOIN releases r ON r.id = s.live_release_id
    WHERE s.workspace_id = ${tx.workspaceId}`;
  return new Map(rows.map(({ serverId, number, createdAt }) => [serverId, { number, createdAt }]));
};
