import { createHash } from "node:crypto";
import { serverId, workspaceId } from "@breezeway/core";
import type { ServerId, WorkspaceId } from "@breezeway/core";
import type { Database } from "@breezeway/db";

/** What was filled in, for the questions asked afterwards. */
export interface Filled {
  readonly workspaceId: WorkspaceId;
  readonly serverIds: readonly ServerId[];
  readonly seconds: number;
}

export const days = 30;
const servers = 20;
const idLetters = "0123456789abcdefghjkmnpqrstvwxyz";

/** The same ids in every run, so that a folder filled once can be asked again. */
const fixedId = (text: string): string =>
  [...createHash("sha256").update(text).digest().subarray(0, 26)].map((byte) => idLetters[byte & 31] ?? "0").join("");
export const scaleWorkspace = workspaceId.schema.parse(`ws_${fixedId("workspace")}`);
const otherWorkspace = workspaceId.schema.parse(`ws_${fixedId("other workspace")}`);
export const scaleServers = Array.from({ length: servers }, (_, index) =>
  serverId.schema.parse(`srv_${fixedId(`server ${index}`)}`),
);

/**
 * Fills the days before now, evenly, day by day: 9 of 10 events are of one workspace with 20 servers, 218 tools,
 * 5,000 connections and 12 clients, all used unevenly; 4 of 100 fail. Partitions are attached when they are full,
 * because building an index costs less than keeping one. Resolves at once where there are events already.
 */
export const fill = async (owner: Database, events: number, print: (text: string) => void): Promise<Filled> => {
  const beganAt = performance.now();
  const found = await owner.unscoped(
    ({ sql }) => sql<{ filled: boolean }[]>`SELECT EXISTS (SELECT FROM audit_rolled_hours) AS filled`,
  );
  if (found[0]?.filled !== true) {
    const perDay = Math.round(events / days);
    for (let day = days; day >= 0; day -= 1) {
      await owner.unscoped(({ sql }) => sql.unsafe(fillDay(day, perDay)).then(() => undefined));
      print(`day ${days - day + 1} of ${days + 1}`);
    }
    await owner.unscoped(({ sql }) => sql.unsafe("ANALYZE audit_events").then(() => undefined));
    print("rolling up");
    await owner.unscoped(({ sql }) => sql.unsafe("SELECT roll_up_audit(1000, '0 minutes')").then(() => undefined));
    // Nobody writes late here, so every hour is final at once.
    await owner.unscoped(({ sql }) =>
      sql.unsafe("UPDATE audit_rolled_hours SET is_final = true").then(() => undefined),
    );
    await owner.unscoped(({ sql }) => sql.unsafe("SELECT roll_up_audit_days(100)").then(() => undefined));
    await owner.unscoped(({ sql }) => sql.unsafe("ANALYZE audit_rollups, audit_daily_rollups").then(() => undefined));
  }
  return { workspaceId: scaleWorkspace, serverIds: scaleServers, seconds: (performance.now() - beganAt) / 1_000 };
};

/** One statement block: the whole day, or what of it has passed, in a table that then becomes the day's partition. */
const fillDay = (daysAgo: number, perDay: number): string =>
  `
DO $$
DECLARE
  day date := (now() AT TIME ZONE 'UTC')::date - ${daysAgo};
  starts timestamptz := day AT TIME ZONE 'UTC';
  ends timestamptz := least(starts + interval '1 day', now());
  name text := 'audit_events_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass('breezeway.' || name) IS NOT NULL THEN
    EXECUTE format('ALTER TABLE audit_events DETACH PARTITION %I', name);
    EXECUTE format('DROP TABLE %I', name);
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format($fill$
    INSERT INTO %I (at, id, workspace_id, server_id, release_id, tool, method, path_template, outcome, upstream_status,
                    duration_us, upstream_us, bytes_in, bytes_out, retries, redactions, client_name, client_version,
                    connection_hash, request_id)
    SELECT at, 'evt_' || substr(m, 1, 26), CASE WHEN mine THEN '${scaleWorkspace}' ELSE '${otherWorkspace}' END,
           (ARRAY[${scaleServers.map((id) => `'${id}'`).join(",")}])[server] || CASE WHEN mine THEN '' ELSE 'x' END,
           'rel_' || substr(md5(server::text), 1, 26), 'operation-' || tool,
           CASE WHEN tool %% 5 = 0 THEN 'POST' ELSE 'GET' END, '/wiki/api/v2/things/{id}/part-' || tool,
           CASE WHEN r1 < 0.96 THEN 'ok' ELSE (ARRAY['upstream_error','unauthenticated','deadline_exceeded','invalid_arguments'])[1 + floor((r1 - 0.96) * 100)::int] END,
           200, 20000 + (r2 * 400000)::int, 18000 + (r2 * 390000)::int, 200 + (r3 * 800)::int, (r2 * 20000)::int, 0, 0,
           'client-' || (1 + floor(12 * r3 * r3))::int, '1.0', md5('connection-' || floor(5000 * r2 * r2)::text),
           'req_' || substr(n, 1, 26)
    FROM (SELECT %L::timestamptz + (%L::timestamptz - %L::timestamptz) * (g.i / %s::float8) AS at,
                 md5(g.i::text || %L) AS m, md5(%L || g.i::text) AS n, random() < 0.9 AS mine,
                 1 + floor(${servers} * power(random(), 2))::int AS server,
                 1 + floor(218 * power(random(), 3))::int AS tool,
                 random() AS r1, random() AS r2, random() AS r3
          FROM generate_series(0, %s - 1) AS g (i)) source
  $fill$, name, starts, ends, starts, n_of(ends - starts, ${perDay}), day, day, n_of(ends - starts, ${perDay}));
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                 name, starts, starts + interval '1 day');
END $$`.replaceAll(
    /n_of\(ends - starts, (\d+)\)/g,
    (_, count: string) => `greatest(1, round(${count} * extract(epoch FROM ends - starts) / 86400))::bigint`,
  );
