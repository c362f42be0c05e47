import type { UnscopedTx, UserTx } from "../../database/scope.ts";
import type { ActivityPoint } from "./activity-point.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";
import type { Stretch } from "./stretches.ts";

/** The operator's page: counts over all workspaces from the roll-ups alone; with "day", whole UTC days as one point. */
export const readOperatorActivity = async (
  tx: UnscopedTx | UserTx,
  input: Stretch & { readonly step: "hour" | "day" },
): Promise<ActivityPoint[]> => {
  const { days, hoursBefore, hoursAfter } = await splitForOperator(tx, input);
  const ofHours = ({ from, to }: Stretch) => tx.sql<ActivityPoint[]>`
    SELECT hour AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM operator_totals(${from}, ${to})`;
  const ofDays = tx.sql<ActivityPoint[]>`
    SELECT day AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM operator_daily_totals(${days.from}, ${days.to})`;
  return (await Promise.all([ofHours(hoursBefore), ofDays, ofHours(hoursAfter)])).flat();
};

/** The operator's page: how calls ended, over all workspaces; most calls first. */
export const readOperatorOutcomes = async (
  tx: UnscopedTx | UserTx,
  input: Stretch,
): Promise<readonly { readonly outcome: string; readonly calls: number }[]> => {
  const { days, hoursBefore, hoursAfter } = await splitForOperator(tx, { ...input, step: "day" });
  const rows = await tx.sql<{ outcome: string; calls: number }[]>`
    SELECT outcome, sum(calls)::bigint AS calls
    FROM (
      SELECT outcome, calls FROM operator_daily_outcomes(${days.from}, ${days.to})
      UNION ALL SELECT outcome, calls FROM operator_outcomes(${hoursBefore.from}, ${hoursBefore.to})
      UNION ALL SELECT outcome, calls FROM operator_outcomes(${hoursAfter.from}, ${hoursAfter.to})
    ) parts
    GROUP BY outcome ORDER BY 2 DESC, 1`;
  return rows.map((row) => ({ ...row }));
};

export interface OperatorCounts {
  readonly users: number;
  readonly workspaces: number;
  readonly servers: number;
  readonly liveServers: number;
  readonly connections: number;
}

export const readOperatorCounts = async (tx: UnscopedTx | UserTx): Promise<OperatorCounts> => {
  const [row] = await tx.sql<OperatorCounts[]>`
    SELECT users, workspaces, servers, live_servers AS "liveServers", connections FROM operator_counts()`;
  return row ?? { users: 0, workspaces: 0, servers: 0, liveServers: 0, connections: 0 };
};

const splitForOperator = async (
  tx: UnscopedTx | UserTx,
  { step, ...stretch }: Stretch & { readonly step: "hour" | "day" },
) => {
  const until = await readRolledUntil(tx);
  return splitStretch(stretch, step === "day" ? until : { ...until, days: new Date(0) });
};
