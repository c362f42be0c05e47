import type { WorkspaceTx } from "../../database/scope.ts";
import type { ActivityInput } from "./activity-point.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";

/** Calls that began within one step and ended alike. */
export interface OutcomePoint {
  readonly at: Date;
  readonly outcome: string;
  readonly calls: number;
}

/** How calls ended, over time: by minute straight from the events (1 h), else from the roll-ups as far as they go. */
export const readOutcomesOverTime = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly step: "minute" | "hour" | "day" },
): Promise<OutcomePoint[]> => {
  const { sql } = tx;
  const until = input.step === "minute" ? nothingRolled : await readRolledUntil(tx);
  const { days, hoursBefore, hoursAfter, events } = splitStretch(
    input,
    input.step === "day" ? until : { ...until, days: new Date(0) },
  );
  const ofServer = input.serverId === undefined ? sql`` : sql`AND server_id = ${input.serverId}`;
  const ofDay = input.serverId === undefined ? sql`AND server_id IS NULL` : ofServer;
  const rows = await sql<OutcomePoint[]>`
    SELECT at, outcome, sum(calls)::bigint AS calls
    FROM (
      SELECT day AS at, value AS outcome, calls FROM audit_daily_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'outcome' AND day >= ${days.from} AND day < ${days.to} ${ofDay}
      UNION ALL
      SELECT hour, value, calls FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'outcome'
        AND hour >= ${hoursBefore.from} AND hour < ${hoursBefore.to} ${ofServer}
      UNION ALL
      SELECT hour, value, calls FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = 'outcome'
        AND hour >= ${hoursAfter.from} AND hour < ${hoursAfter.to} ${ofServer}
      UNION ALL
      SELECT date_trunc(${input.step === "minute" ? "minute" : "hour"}, at), outcome, count(*) FROM audit_events
      WHERE workspace_id = ${tx.workspaceId} AND at >= ${events.from} AND at < ${events.to} ${ofServer}
      GROUP BY 1, 2
    ) parts
    GROUP BY at, outcome ORDER BY at, outcome`;
  return rows.map((row) => ({ ...row }));
};

const nothingRolled = { hours: new Date(0), days: new Date(0) };
