import type { UnscopedTx, UserTx } from "../../database/scope.ts";
import { pointsOfCells } from "./activity-point.ts";
import type { ActivityPoint, CellRow } from "./activity-point.ts";
import type { OutcomePoint } from "./outcomes-over-time.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";
import type { Stretch } from "./stretches.ts";

type OperatorTx = UnscopedTx | UserTx;
type Step = "minute" | "hour" | "day";
type OperatorInput = Stretch & { readonly step: Step };

/** The operator's page: counts over all workspaces; from the roll-ups as far as they go, by minute from the events. */
export const readOperatorActivity = async (tx: OperatorTx, input: OperatorInput): Promise<ActivityPoint[]> => {
  const { days, hoursBefore, hoursAfter, events } = await splitForOperator(tx, input);
  const ofHours = ({ from, to }: Stretch) => tx.sql<ActivityPoint[]>`
    SELECT hour AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM operator_totals(${from}, ${to})`;
  const ofDays = tx.sql<ActivityPoint[]>`
    SELECT day AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM operator_daily_totals(${days.from}, ${days.to})`;
  const cells = tx.sql<CellRow[]>`
    SELECT at, outcome = 'ok' AS succeeded, own, upstream, calls, bytes_in AS "bytesIn", bytes_out AS "bytesOut"
    FROM operator_recent(${finest(input.step)}, ${events.from}, ${events.to})`;
  const parts = await Promise.all([ofHours(hoursBefore), ofDays, ofHours(hoursAfter), cells.then(pointsOfCells)]);
  return parts.flat();
};

/** The operator's page: how calls ended over time, over all workspaces. */
export const readOperatorOutcomes = async (tx: OperatorTx, input: OperatorInput): Promise<OutcomePoint[]> => {
  const { days, hoursBefore, hoursAfter, events } = await splitForOperator(tx, input);
  const rows = await tx.sql<OutcomePoint[]>`
    SELECT at, outcome, sum(calls)::bigint AS calls
    FROM (
      SELECT d AS at, o.outcome, o.calls
      FROM generate_series(${days.from}::timestamptz, ${days.to}::timestamptz - interval '1 second', interval '24 hours') d,
           LATERAL operator_daily_outcomes(d, d + interval '24 hours') o
      UNION ALL
      SELECT h, o.outcome, o.calls
      FROM generate_series(${hoursBefore.from}::timestamptz, ${hoursBefore.to}::timestamptz - interval '1 second', interval '1 hour') h,
           LATERAL operator_outcomes(h, h + interval '1 hour') o
      UNION ALL
      SELECT h, o.outcome, o.calls
      FROM generate_series(${hoursAfter.from}::timestamptz, ${hoursAfter.to}::timestamptz - interval '1 second', interval '1 hour') h,
           LATERAL operator_outcomes(h, h + interval '1 hour') o
      UNION ALL
      SELECT at, outcome, calls FROM operator_recent(${finest(input.step)}, ${events.from}, ${events.to})
    ) parts
    GROUP BY at, outcome ORDER BY at, outcome`;
  return rows.map((row) => ({ ...row }));
};

export const operatorRankings = ["workspace", "server", "tool", "client"] as const;
export type OperatorRanking = (typeof operatorRankings)[number];

/** The operator's page: calls of the busiest, most first, without saying who they are. */
export const readOperatorBusiest = async (
  tx: OperatorTx,
  { of, limit, ...input }: OperatorInput & { readonly of: OperatorRanking; readonly limit: number },
): Promise<readonly { readonly calls: number; readonly failures: number }[]> => {
  // A sum has no steps: whole days serve hours too.
  const step = input.step === "minute" ? "minute" : "day";
  const { days, hoursBefore, hoursAfter, events } = await splitForOperator(tx, { ...input, step });
  const rows = await tx.sql<{ calls: number; failures: number }[]>`
    SELECT calls, failures FROM operator_busiest(${of}, ${rangeText(days)}::tstzrange, ${rangeText(hoursBefore)}::tstzrange,
      ${rangeText(hoursAfter)}::tstzrange, ${rangeText(events)}::tstzrange, ${limit})`;
  return rows.map((row) => ({ ...row }));
};

export interface OperatorCounts {
  readonly users: number;
  readonly workspaces: number;
  readonly servers: number;
  readonly liveServers: number;
  readonly connections: number;
}

export const readOperatorCounts = async (tx: OperatorTx): Promise<OperatorCounts> => {
  const [row] = await tx.sql<OperatorCounts[]>`
    SELECT users, workspaces, servers, live_servers AS "liveServers", connections FROM operator_counts()`;
  return row ?? { users: 0, workspaces: 0, servers: 0, liveServers: 0, connections: 0 };
};

const finest = (step: Step): "minute" | "hour" => (step === "minute" ? "minute" : "hour");

const rangeText = ({ from, to }: Stretch): string =>
  from < to ? `[${from.toISOString()},${to.toISOString()})` : "empty";

const splitForOperator = async (tx: OperatorTx, { step, ...stretch }: OperatorInput) => {
  if (step === "minute") return splitStretch(stretch, { hours: new Date(0), days: new Date(0) });
  const until = await readRolledUntil(tx);
  return splitStretch(stretch, step === "day" ? until : { ...until, days: new Date(0) });
};
