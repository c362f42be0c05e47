import type { WorkspaceTx } from "../../database/scope.ts";
import type { ActivityInput } from "./activity-point.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";

export type ActivityDimension = "outcome" | "tool" | "client" | "connection";

export interface ActivityShare {
  readonly value: string;
  readonly calls: number;
  readonly failures: number;
}

export interface TopValues {
  /** How many values there are in all. */
  readonly total: number;
  /** Most calls first. */
  readonly top: readonly ActivityShare[];
}

/** The values with the most calls: tools, clients, connections, or outcomes. */
export const readTopValues = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly dimension: ActivityDimension; readonly limit: number },
): Promise<TopValues> => {
  const { sql } = tx;
  const { days, hoursBefore, hoursAfter, events } = splitStretch(input, await readRolledUntil(tx));
  const ofServer = input.serverId === undefined ? sql`` : sql`AND server_id = ${input.serverId}`;
  const ofDay = input.serverId === undefined ? sql`AND server_id IS NULL` : ofServer;
  const rows = await sql<(ActivityShare & { total: number })[]>`
    SELECT value, sum(calls)::bigint AS calls, sum(failures)::bigint AS failures, count(*) OVER () AS total
    FROM (
      SELECT value, calls, failures FROM audit_daily_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = ${input.dimension}
        AND day >= ${days.from} AND day < ${days.to} ${ofDay}
      UNION ALL
      SELECT value, calls, failures FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = ${input.dimension}
        AND hour >= ${hoursBefore.from} AND hour < ${hoursBefore.to} ${ofServer}
      UNION ALL
      SELECT value, calls, failures FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = ${input.dimension}
        AND hour >= ${hoursAfter.from} AND hour < ${hoursAfter.to} ${ofServer}
      UNION ALL
      SELECT ${sql(columns[input.dimension])}, count(*), count(*) FILTER (WHERE outcome <> 'ok')
      FROM audit_events
      WHERE workspace_id = ${tx.workspaceId} AND at >= ${events.from} AND at < ${events.to} ${ofServer}
      GROUP BY 1
    ) parts
    GROUP BY value ORDER BY 2 DESC, 1 LIMIT ${input.limit}`;
  return {
    total: rows[0]?.total ?? 0,
    top: rows.map(({ value, calls, failures }) => ({ value, calls, failures })),
  };
};

const columns = {
  outcome: "outcome",
  tool: "tool",
  client: "client_name",
  connection: "connection_hash",
} as const satisfies Record<ActivityDimension, string>;
