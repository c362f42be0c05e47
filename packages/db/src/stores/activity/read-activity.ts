import type { WorkspaceTx } from "../../database/scope.ts";
import { pointsOfCells } from "./activity-point.ts";
import type { ActivityInput, ActivityPoint, CellRow } from "./activity-point.ts";
import { readRolledUntil, splitStretch } from "./stretches.ts";
import type { Stretch } from "./stretches.ts";

/**
 * Calls over time from the roll-ups, and from the events for what is not rolled up yet. With the step "day", whole UTC
 * days come as one point each and the rest as hours. Steps without a call are left out.
 */
export const readRolledActivity = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly step: "hour" | "day" },
): Promise<ActivityPoint[]> => {
  const until = await readRolledUntil(tx);
  const { days, hoursBefore, hoursAfter, events } = splitStretch(
    input,
    input.step === "day" ? until : { ...until, days: new Date(0) },
  );
  const parts = await Promise.all([
    readHours(tx, input, hoursBefore),
    readDays(tx, input, days),
    readHours(tx, input, hoursAfter),
    readActivity(tx, { ...input, ...events, step: "hour" }),
  ]);
  return parts.flat();
};

/** Calls by minute or hour straight from the events: for short stretches (1 h) only. */
export const readActivity = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly step: "minute" | "hour" },
): Promise<ActivityPoint[]> => {
  if (input.from >= input.to) return [];
  const { sql } = tx;
  const ofServer = input.serverId === undefined ? sql`` : sql`AND server_id = ${input.serverId}`;
  const cells = await sql<CellRow[]>`
    SELECT date_trunc(${input.step}, at) AS at, outcome = 'ok' AS succeeded,
           latency_bucket(greatest(duration_us - upstream_us, 0)) AS own, latency_bucket(upstream_us) AS upstream,
           count(*) AS calls, sum(bytes_in::bigint)::bigint AS "bytesIn", sum(bytes_out::bigint)::bigint AS "bytesOut"
    FROM audit_events
    WHERE workspace_id = ${tx.workspaceId} AND at >= ${input.from} AND at < ${input.to} ${ofServer}
    GROUP BY 1, 2, 3, 4 ORDER BY 1`;
  return pointsOfCells(cells);
};

const readHours = async (tx: WorkspaceTx, { serverId }: ActivityInput, hours: Stretch): Promise<ActivityPoint[]> => {
  if (hours.from >= hours.to) return [];
  const { sql } = tx;
  const ofServer = serverId === undefined ? sql`` : sql`AND r.server_id = ${serverId}`;
  return sql<ActivityPoint[]>`
    WITH chosen AS MATERIALIZED (
      SELECT r.* FROM audit_rollups r
      WHERE r.workspace_id = ${tx.workspaceId} AND r.dimension = 'all'
        AND r.hour >= ${hours.from} AND r.hour < ${hours.to} ${ofServer}
    ), buckets AS (
      SELECT b.hour, array_agg(b.own ORDER BY b.i) AS own, array_agg(b.upstream ORDER BY b.i) AS upstream
      FROM (SELECT c.hour, u.i, sum(u.own)::bigint AS own, sum(u.upstream)::bigint AS upstream
            FROM chosen c CROSS JOIN LATERAL unnest(c.own_histogram, c.upstream_histogram) WITH ORDINALITY AS u (own, upstream, i)
            GROUP BY c.hour, u.i) b GROUP BY b.hour
    )
    SELECT c.hour AS at, sum(c.calls)::bigint AS calls, sum(c.failures)::bigint AS failures,
           sum(c.bytes_in)::bigint AS "bytesIn", sum(c.bytes_out)::bigint AS "bytesOut",
           b.own AS "ownHistogram", b.upstream AS "upstreamHistogram"
    FROM chosen c JOIN buckets b USING (hour) GROUP BY c.hour, b.own, b.upstream ORDER BY c.hour`.then((rows) => [
    ...rows,
  ]);
};

const readDays = async (tx: WorkspaceTx, { serverId }: ActivityInput, days: Stretch): Promise<ActivityPoint[]> => {
  if (days.from >= days.to) return [];
  const { sql } = tx;
  const ofServer = serverId === undefined ? sql`server_id IS NULL` : sql`server_id = ${serverId}`;
  return sql<ActivityPoint[]>`
    SELECT day AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM audit_daily_rollups
    WHERE workspace_id = ${tx.workspaceId} AND dimension = 'all' AND ${ofServer}
      AND day >= ${days.from} AND day < ${days.to} ORDER BY day`.then((rows) => [...rows]);
};
