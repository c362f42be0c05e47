import type { ServerId } from "@breezeway/core";
import type { ISql } from "postgres";
import { histogramBuckets } from "./histogram.ts";
import type { UnscopedTx, UserTx, WorkspaceTx } from "../../database/scope.ts";

export interface ActivityInput {
  /** All servers of the workspace when absent. */
  readonly serverId?: ServerId;
  readonly from: Date;
  readonly to: Date;
}

/** One stretch of time. Histograms as in `histogram.ts`. */
export interface ActivityPoint {
  readonly at: Date;
  readonly calls: number;
  readonly failures: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Our own part of the duration. */
  readonly ownHistogram: readonly number[];
  readonly upstreamHistogram: readonly number[];
}

export type ActivityDimension = "outcome" | "tool" | "client" | "connection";

export interface ActivityShare {
  readonly value: string;
  readonly calls: number;
  readonly failures: number;
}

/**
 * Calls by hour from the roll-ups, and from the events themselves for the hours that are not rolled up yet.
 * Hours without a call are left out.
 */
export const readHourlyActivity = async (tx: WorkspaceTx, input: ActivityInput): Promise<ActivityPoint[]> => {
  const { sql } = tx;
  const ofServer = input.serverId === undefined ? sql`` : sql`AND r.server_id = ${input.serverId}`;
  const rolled = tx.sql<ActivityPoint[]>`
    WITH chosen AS MATERIALIZED (
      SELECT r.* FROM audit_rollups r
      WHERE r.workspace_id = ${tx.workspaceId} AND r.dimension = 'all' AND r.hour >= ${input.from} AND r.hour < ${input.to} ${ofServer}
    ), buckets AS (
      SELECT b.hour, array_agg(b.own ORDER BY b.i) AS own, array_agg(b.upstream ORDER BY b.i) AS upstream
      FROM (SELECT c.hour, u.i, sum(u.own)::bigint AS own, sum(u.upstream)::bigint AS upstream
            FROM chosen c CROSS JOIN LATERAL unnest(c.own_histogram, c.upstream_histogram) WITH ORDINALITY AS u (own, upstream, i)
            GROUP BY c.hour, u.i) b GROUP BY b.hour
    )
    SELECT c.hour AS at, sum(c.calls)::bigint AS calls, sum(c.failures)::bigint AS failures,
           sum(c.bytes_in)::bigint AS "bytesIn", sum(c.bytes_out)::bigint AS "bytesOut",
           b.own AS "ownHistogram", b.upstream AS "upstreamHistogram"
    FROM chosen c JOIN buckets b USING (hour) GROUP BY c.hour, b.own, b.upstream ORDER BY c.hour`;
  const since = await findRolledUntil(tx);
  const tail = await readActivity(tx, { ...input, from: later(input.from, since), step: "hour" });
  return [...(await rolled).filter((point) => point.at < since), ...tail];
};

/** Calls by minute, hour or day straight from the events: for short stretches (1 h) only. */
export const readActivity = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly step: "minute" | "hour" },
): Promise<ActivityPoint[]> => {
  if (input.from >= input.to) return [];
  const rows = await tx.sql<CellRow[]>`
    SELECT date_trunc(${input.step}, at) AS at, outcome = 'ok' AS succeeded,
           latency_bucket(greatest(duration_us - upstream_us, 0)) AS own, latency_bucket(upstream_us) AS upstream,
           count(*) AS calls, sum(bytes_in::bigint)::bigint AS "bytesIn", sum(bytes_out::bigint)::bigint AS "bytesOut"
    FROM audit_events
    WHERE workspace_id = ${tx.workspaceId} AND at >= ${input.from} AND at < ${input.to} ${serverFilter(tx.sql, input)}
    GROUP BY 1, 2, 3, 4 ORDER BY 1`;
  const points = new Map<number, MutablePoint>();
  for (const row of rows) addCell(points, row);
  return [...points.values()];
};

/** The values with the most calls: tools, clients, connections, or outcomes. */
export const readTopValues = async (
  tx: WorkspaceTx,
  input: ActivityInput & { readonly dimension: ActivityDimension; readonly limit: number },
): Promise<ActivityShare[]> => {
  const since = await findRolledUntil(tx);
  const { sql } = tx;
  const ofServer = serverFilter(sql, input);
  return sql<ActivityShare[]>`
    SELECT value, sum(calls)::bigint AS calls, sum(failures)::bigint AS failures
    FROM (
      SELECT value, calls, failures FROM audit_rollups
      WHERE workspace_id = ${tx.workspaceId} AND dimension = ${input.dimension}
        AND hour >= ${input.from} AND hour < ${earlier(input.to, since)} ${ofServer}
      UNION ALL
      SELECT ${sql(dimensionColumns[input.dimension])}, count(*), count(*) FILTER (WHERE outcome <> 'ok')
      FROM audit_events
      WHERE workspace_id = ${tx.workspaceId} AND at >= ${later(input.from, since)} AND at < ${input.to} ${ofServer}
      GROUP BY 1
    ) parts
    GROUP BY value ORDER BY 2 DESC, 1 LIMIT ${input.limit}`;
};

/** The operator's page: hourly counts over all workspaces. */
export const readOperatorActivity = (
  tx: UnscopedTx | UserTx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ActivityPoint[]> =>
  tx.sql<ActivityPoint[]>`
    SELECT hour AS at, calls, failures, bytes_in AS "bytesIn", bytes_out AS "bytesOut",
           own_histogram AS "ownHistogram", upstream_histogram AS "upstreamHistogram"
    FROM operator_totals(${from}, ${to})`.then((rows) => [...rows]);

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

const dimensionColumns = {
  outcome: "outcome",
  tool: "tool",
  client: "client_name",
  connection: "connection_hash",
} as const satisfies Record<ActivityDimension, string>;

interface CellRow {
  readonly at: Date;
  readonly succeeded: boolean;
  readonly own: number;
  readonly upstream: number;
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}
type MutablePoint = { -readonly [Key in keyof ActivityPoint]: ActivityPoint[Key] } & {
  ownHistogram: number[];
  upstreamHistogram: number[];
};
const zeros = (): number[] => Array.from({ length: histogramBuckets }, () => 0);

const addCell = (points: Map<number, MutablePoint>, row: CellRow): void => {
  const key = row.at.getTime();
  const point = points.get(key) ?? {
    at: row.at,
    calls: 0,
    failures: 0,
    bytesIn: 0,
    bytesOut: 0,
    ownHistogram: zeros(),
    upstreamHistogram: zeros(),
  };
  points.set(key, point);
  point.calls += row.calls;
  point.failures += row.succeeded ? 0 : row.calls;
  point.bytesIn += row.bytesIn;
  point.bytesOut += row.bytesOut;
  point.ownHistogram[row.own] = (point.ownHistogram[row.own] ?? 0) + row.calls;
  point.upstreamHistogram[row.upstream] = (point.upstreamHistogram[row.upstream] ?? 0) + row.calls;
};

const serverFilter = (sql: ISql, { serverId }: ActivityInput) =>
  serverId === undefined ? sql`` : sql`AND server_id = ${serverId}`;

const findRolledUntil = async (tx: WorkspaceTx): Promise<Date> => {
  const [row] = await tx.sql<{ until: Date }[]>`SELECT audit_rolled_until() AS until`;
  return row?.until ?? new Date(0);
};

const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
