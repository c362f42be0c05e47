import type { UnscopedTx, WorkspaceTx } from "../../database/scope.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";
import type { Stretch } from "./stretches.ts";

export interface ServerCalls {
  readonly serverId: string;
  readonly calls: number;
  readonly failures: number;
}

/** Calls of each server of the workspace in a stretch of time, most first; from the roll-ups as far as they go. */
export const countCallsByServer = async (tx: WorkspaceTx, stretch: Stretch): Promise<ServerCalls[]> => {
  const { days, hoursBefore, hoursAfter, events } = splitStretch(stretch, await readRolledUntil(tx));
  const rows = await tx.sql<ServerCalls[]>`
    SELECT server_id AS "serverId", sum(calls)::bigint AS calls, sum(failures)::bigint AS failures
    FROM (
      SELECT server_id, calls, failures FROM audit_daily_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'all' AND server_id IS NOT NULL
        AND day >= ${days.from} AND day < ${days.to}
      UNION ALL
      SELECT server_id, calls, failures FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'all'
        AND hour >= ${hoursBefore.from} AND hour < ${hoursBefore.to}
      UNION ALL
      SELECT server_id, calls, failures FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'all'
        AND hour >= ${hoursAfter.from} AND hour < ${hoursAfter.to}
      UNION ALL
      SELECT server_id, count(*), count(*) FILTER (WHERE outcome <> 'ok') FROM audit_events
      WHERE workspace_id = ${tx.workspaceId} AND at >= ${events.from} AND at < ${events.to}
      GROUP BY 1
    ) parts
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  return rows.map((row) => ({ ...row }));
};

/** Calls of the 24 hours before `now`, by server. */
export const countRecentCalls = async (tx: WorkspaceTx, now: Date): Promise<ReadonlyMap<string, number>> => {
  const rows = await countCallsByServer(tx, { from: new Date(now.getTime() - 24 * 3_600_000), to: now });
  return new Map(rows.map((row) => [row.serverId, row.calls]));
};

/** The public trust page: published servers by credential mode. */
export const countCredentialModes = async (tx: UnscopedTx): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.sql<{ mode: string; servers: number }[]>`SELECT mode, servers FROM credential_mode_counts()`;
  return new Map(rows.map(({ mode, servers }) => [mode, servers]));
};
