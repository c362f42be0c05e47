import type { UnscopedTx, UserTx, WorkspaceTx } from "../../database/scope.ts";

export interface ServerCalls {
  readonly serverId: string;
  readonly calls: number;
  readonly failures: number;
}

/** Calls of each server of the workspace in a stretch of time, most first; whole hours from the roll-ups. */
export const countCallsByServer = async (
  tx: WorkspaceTx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ServerCalls[]> => {
  const rows = await tx.sql<ServerCalls[]>`
    WITH rolled AS (SELECT audit_rolled_until() AS until)
    SELECT server_id AS "serverId", sum(calls)::bigint AS calls, sum(failures)::bigint AS failures
    FROM (
      SELECT server_id, calls, failures FROM audit_rollups, rolled
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'all' AND hour >= ${from} AND hour < least(${to}::timestamptz, until)
      UNION ALL
      SELECT server_id, count(*), count(*) FILTER (WHERE outcome <> 'ok') FROM audit_events, rolled
      WHERE workspace_id = ${tx.workspaceId} AND at >= greatest(${from}::timestamptz, until) AND at < ${to}
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

/** The operator's page: how calls ended, over all workspaces. */
export const readOperatorOutcomes = async (
  tx: UnscopedTx | UserTx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly { readonly outcome: string; readonly calls: number }[]> => {
  const rows = await tx.sql<{ outcome: string; calls: number }[]>`
    SELECT outcome, calls FROM operator_outcomes(${from}, ${to})`;
  return rows.map((row) => ({ ...row }));
};

/** The public trust page: published servers by credential mode. */
export const countCredentialModes = async (tx: UnscopedTx): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.sql<{ mode: string; servers: number }[]>`SELECT mode, servers FROM credential_mode_counts()`;
  return new Map(rows.map(({ mode, servers }) => [mode, servers]));
};
