import { createHash, randomBytes } from "node:crypto";
import { workspaceId } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, seedWorkspace, type SeededWorkspace, type TestDatabase } from "../testing/index.ts";

/** Of every table: is it a tenant's (or a person's), and is that known here? A new table must be named. */
const tablesOfNobody = new Set([
  "key_checks",
  "schema_migrations",
  "spent",
  "throttles",
  "audit_rolled_hours",
  "audit_rolled_days",
]);
const userTables = [
  "users",
  "user_secrets",
  "operators",
  "sessions",
  "email_tokens",
  "recovery_codes",
  "account_changes",
];

let database: TestDatabase;
let ours: SeededWorkspace;
let theirs: SeededWorkspace;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await seedWorkspace(database.owner);
  theirs = await seedWorkspace(database.owner);
  await fillEveryTable(database, ours);
  await fillEveryTable(database, theirs);
});
afterAll(async () => {
  await database.close();
});

const listTables = async (): Promise<string[]> => {
  const rows = await database.owner.unscoped(
    ({ sql }) => sql<{ name: string }[]>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'breezeway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  );
  return rows.map((row) => row.name);
};
const count = async (
  pool: "control" | "data",
  table: string,
  scope?: { readonly workspaceId?: string; readonly userId?: string },
): Promise<number | "denied"> => {
  const query = `SELECT count(*)::int AS count FROM ${table}`;
  const read = (tx: { readonly sql: TestDatabaseSql }) => tx.sql.unsafe<{ count: number }[]>(query);
  try {
    const rows =
      scope?.workspaceId !== undefined
        ? await database[pool].inWorkspace({ workspaceId: workspaceId.schema.parse(scope.workspaceId) }, read)
        : scope?.userId !== undefined
          ? await database[pool].asUser({ userId: ours.userId }, read)
          : await database[pool].unscoped(read);
    return rows[0]?.count ?? 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "42501") return "denied";
    throw error;
  }
};
type TestDatabaseSql = Parameters<Parameters<TestDatabase["control"]["unscoped"]>[0]>[0]["sql"];

describe("row-level security", () => {
  it("is enabled and forced on every table that belongs to someone", async () => {
    const rows = await database.owner.unscoped(
      ({ sql }) => sql<{ name: string }[]>`
        SELECT relname AS name FROM pg_class
        WHERE relnamespace = 'breezeway'::regnamespace AND relkind IN ('r', 'p')
          AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
    );
    expect(new Set(rows.map((row) => row.name))).toEqual(tablesOfNobody);
  });

  it("has a filled row of both workspaces in every table it is tried on", async () => {
    for (const table of await listTables()) {
      if (tablesOfNobody.has(table)) continue;
      // oxlint-disable-next-line no-await-in-loop
      const [row] = await database.owner.unscoped(
        ({ sql }) => sql<{ n: number }[]>`SELECT count(*)::int AS n FROM ${sql(table)}`,
      );
      expect(row?.n, table).toBeGreaterThanOrEqual(2);
    }
  });

  it("shows no row of any table to the control role without a scope", async () => {
    for (const table of await listTables()) {
      if (tablesOfNobody.has(table)) continue;
      // oxlint-disable-next-line no-await-in-loop
      expect([0, "denied"], table).toContain(await count("control", table));
    }
  });

  it("shows a workspace its own rows and none of another's, in every table with a workspace", async () => {
    for (const table of await listTables()) {
      if (tablesOfNobody.has(table) || userTables.includes(table) || table === "audit_intents") continue;
      const column = table === "workspaces" ? "id" : "workspace_id";
      for (const scope of [ours, theirs]) {
        // oxlint-disable-next-line no-await-in-loop
        const rows = await database.control.inWorkspace({ workspaceId: scope.workspaceId }, ({ sql }) =>
          sql.unsafe<{ owner: string }[]>(`SELECT ${column} AS owner FROM ${table}`),
        );
        expect(rows.length, table).toBeGreaterThan(0);
        expect(new Set(rows.map((row) => row.owner)), table).toEqual(new Set([scope.workspaceId]));
      }
    }
  });

  it("shows a user their own rows and none of another's, in every table of persons", async () => {
    for (const table of userTables) {
      const column = table === "users" ? "id" : "user_id";
      // oxlint-disable-next-line no-await-in-loop
      const rows = await database.control.asUser({ userId: ours.userId }, ({ sql }) =>
        sql.unsafe<{ owner: string }[]>(`SELECT ${column} AS owner FROM ${table}`),
      );
      expect(
        rows.map((row) => row.owner),
        table,
      ).toEqual([ours.userId]);
    }
  });

  it("hides a fellow member's secrets, sessions and tokens from a workspace's scope", async () => {
    for (const table of userTables) {
      // oxlint-disable-next-line no-await-in-loop
      const seen = await count("control", table, { workspaceId: ours.workspaceId });
      expect(seen, table).toBe(table === "users" ? 1 : 0);
    }
  });

  it("refuses to write a row of another workspace", async () => {
    await expect(
      database.control.inWorkspace(
        { workspaceId: ours.workspaceId },
        ({ sql }) => sql`
          INSERT INTO config_changes (id, workspace_id, kind) VALUES ('chg_x', ${theirs.workspaceId}, 'server.created')`,
      ),
    ).rejects.toThrow(/row-level security/);
    const moved = await database.control.inWorkspace(
      { workspaceId: ours.workspaceId },
      ({ sql }) => sql`UPDATE servers SET name = 'Taken' WHERE id = ${theirs.serverId} RETURNING 1`,
    );
    expect(moved).toHaveLength(0);
  });

  it("refuses to give an own row away to another workspace", async () => {
    await expect(
      database.control.inWorkspace(
        { workspaceId: ours.workspaceId },
        ({ sql }) => sql`UPDATE shared_credentials SET workspace_id = ${theirs.workspaceId}`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it("keeps what the data role reads to the workspace of its transaction", async () => {
    for (const table of ["releases", "shared_credentials", "oauth_providers"]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await count("data", table), table).toBe(0);
      // oxlint-disable-next-line no-await-in-loop
      expect(await count("data", table, { workspaceId: ours.workspaceId }), table).toBe(1);
    }
  });

  it("lets the data role read the live release and not an earlier one", async () => {
    const older = "rel_" + "0".repeat(26);
    await database.owner.unscoped(
      ({ sql }) => sql`
        INSERT INTO releases (id, workspace_id, server_id, number, manifest, content_hash)
        VALUES (${older}, ${ours.workspaceId}, ${ours.serverId}, 7, '{}', ${"b".repeat(64)})`,
    );
    const seen = await database.data.inWorkspace(
      { workspaceId: ours.workspaceId },
      ({ sql }) => sql<{ id: string }[]>`SELECT id FROM releases`,
    );
    expect(seen.map((row) => row.id)).toEqual([ours.releaseId]);
  });
});

const append = (kind: string) =>
  database.data.inWorkspace(
    { workspaceId: ours.workspaceId },
    ({ sql }) => sql`INSERT INTO changes (workspace_id, kind) VALUES (${ours.workspaceId}, ${kind})`,
  );

describe("roles", () => {
  it.each([
    "users",
    "user_secrets",
    "operators",
    "sessions",
    "email_tokens",
    "recovery_codes",
    "account_changes",
    "workspaces",
    "memberships",
    "invitations",
    "api_tokens",
    "config_changes",
    "documents",
    "sources",
    "tools",
    "tool_overrides",
    "tool_undos",
    "release_sketches",
    "kept_imports",
    "audit_events",
    "audit_rollups",
    "spent",
  ])("the data role cannot read %s", async (table) => {
    expect(await count("data", table, { workspaceId: ours.workspaceId })).toBe("denied");
  });

  it.each([
    ["control", "UPDATE audit_events SET tool = ''"],
    ["control", "DELETE FROM audit_events"],
    ["control", "INSERT INTO audit_events SELECT * FROM audit_events"],
    ["control", "UPDATE releases SET manifest = ''"],
    ["control", "UPDATE changes SET kind = 'x'"],
    ["control", "DELETE FROM config_changes"],
    ["control", "INSERT INTO operators SELECT id FROM users"],
    ["control", "UPDATE connections SET calls = 0"],
    ["control", "SELECT * FROM spent"],
    ["control", "SELECT maintain_audit_partitions_at(now() + interval '1 year')"],
    ["control", "SELECT record_sightings('{}','{}','{}','{}','{}','{}','{}','{}')"],
    ["data", "UPDATE servers SET stopped_at = now()"],
    ["data", "UPDATE shared_credentials SET secret = ''"],
    ["data", "INSERT INTO releases SELECT * FROM releases"],
    ["data", "DELETE FROM connections"],
    ["data", "UPDATE connections SET workspace_id = ''"],
    ["data", "DELETE FROM spent"],
    ["data", "SELECT * FROM find_login('someone@example.test')"],
    ["data", "SELECT * FROM find_session(decode('00', 'hex'))"],
    ["data", "SELECT prune_expired(1)"],
    ["data", "SELECT roll_up_audit_hour(now())"],
    ["data", "SELECT roll_up_audit_days()"],
    ["control", "SELECT roll_up_audit_day(now())"],
    ["data", "SELECT * FROM operator_daily_totals(now(), now())"],
    ["control", "DELETE FROM audit_daily_rollups"],
    ["data", "CREATE TABLE breezeway.mine (id text)"],
    ["control", "CREATE TABLE breezeway.mine (id text)"],
    ["control", "CREATE FUNCTION breezeway.f() RETURNS void LANGUAGE sql AS ''"],
    ["control", "SET ROLE breezeway_owner"],
    ["data", "SET ROLE breezeway_owner"],
  ] as const)("the %s role may not: %s", async (pool, statement) => {
    await expect(
      database[pool].inWorkspace({ workspaceId: ours.workspaceId }, ({ sql }) => sql.unsafe(statement)),
    ).rejects.toMatchObject({ code: "42501" });
  });

  it("may not read or write a partition directly", async () => {
    const [partition] = await database.owner.unscoped(
      ({ sql }) => sql<{ name: string }[]>`
        SELECT inhrelid::regclass::text AS name FROM pg_inherits
        WHERE inhparent = 'breezeway.audit_events'::regclass LIMIT 1`,
    );
    for (const pool of ["control", "data"] as const)
      for (const statement of [`SELECT FROM ${partition?.name}`, `INSERT INTO ${partition?.name} (id) VALUES ('x')`])
        // oxlint-disable-next-line no-await-in-loop
        await expect(
          database[pool].inWorkspace({ workspaceId: ours.workspaceId }, ({ sql }) => sql.unsafe(statement)),
        ).rejects.toMatchObject({ code: "42501" });
  });

  it("the data role may append a revocation to the feed, and nothing else", async () => {
    await append("connection.revoked");
    await expect(append("release.published")).rejects.toThrow(/row-level security/);
  });

  it("nothing may be executed by everybody", async () => {
    const open = await database.owner.unscoped(
      ({ sql }) => sql<{ name: string }[]>`
        SELECT proname AS name FROM pg_proc
        WHERE pronamespace = 'breezeway'::regnamespace
          AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) a WHERE a.grantee = 0))`,
    );
    expect([...open]).toEqual([]);
  });

  it("every function that runs as the owner has a fixed search path", async () => {
    const loose = await database.owner.unscoped(
      ({ sql }) => sql<{ name: string }[]>`
        SELECT proname AS name FROM pg_proc
        WHERE pronamespace = 'breezeway'::regnamespace AND prosecdef
          AND NOT coalesce(proconfig::text LIKE '%search_path=breezeway, pg_temp%', false)`,
    );
    expect([...loose]).toEqual([]);
  });
});

const id = (prefix: string): string => `${prefix}_${randomBytes(8).toString("hex")}`;
const bytes = (): Buffer => createHash("sha256").update(randomBytes(16)).digest();

const fillEveryTable = async ({ owner }: TestDatabase, seed: SeededWorkspace): Promise<void> => {
  const { userId: user, workspaceId: workspace, serverId: server } = seed;
  await owner.unscoped(async ({ sql }) => {
    await sql`INSERT INTO operators (user_id) VALUES (${user})`;
    await sql`
      INSERT INTO sessions (id, user_id, token_hash, idle_expires_at, expires_at)
      VALUES (${id("ses")}, ${user}, ${bytes()}, now() + interval '1 hour', now() + interval '1 hour')`;
    await sql`
      INSERT INTO email_tokens (id, user_id, purpose, token_hash, expires_at)
      VALUES (${id("eml")}, ${user}, 'reset_password', ${bytes()}, now() + interval '1 hour')`;
    await sql`INSERT INTO recovery_codes (user_id, code_hash) VALUES (${user}, ${bytes()})`;
    await sql`INSERT INTO account_changes (id, user_id, kind) VALUES (${id("chg")}, ${user}, 'password.changed')`;
    await sql`
      INSERT INTO invitations (id, workspace_id, role, token_hash, expires_at)
      VALUES (${id("inv")}, ${workspace}, 'viewer', ${bytes()}, now() + interval '1 hour')`;
    await sql`
      INSERT INTO api_tokens (id, workspace_id, user_id, name, prefix, token_hash)
      VALUES (${id("tok")}, ${workspace}, ${user}, 'CI', 'bwt_x', ${bytes()})`;
    await sql`INSERT INTO config_changes (id, workspace_id, kind) VALUES (${id("chg")}, ${workspace}, 'server.created')`;
    await sql`
      INSERT INTO tool_undos (change_id, workspace_id, server_id, tools, edits)
      VALUES (${id("chg")}, ${workspace}, ${server}, '{}', '[]')`;
    await sql`
      INSERT INTO release_sketches (release_id, workspace_id, server_id, sketch)
      VALUES (${seed.releaseId}, ${workspace}, ${server}, '{}')`;
    await sql`
      INSERT INTO kept_imports (source_id, import_version, workspace_id, server_id, document_hash, source, tools)
      SELECT id, '1', workspace_id, server_id, document_hash, '{}', '[]' FROM sources WHERE server_id = ${server}`;
    await sql`
      INSERT INTO oauth_providers (id, workspace_id, preset, name, client_id, client_secret)
      VALUES (${id("prv")}, ${workspace}, 'atlassian_cloud', 'Atlassian', 'client', ${bytes()})`;
    await sql`
      INSERT INTO shared_credentials (id, workspace_id, name, kind, secret)
      VALUES (${id("crd")}, ${workspace}, 'Key', 'api_key', ${bytes()})`;
    await sql`
      INSERT INTO access_keys (id, workspace_id, server_id, name, prefix, key_hash)
      VALUES (${id("key")}, ${workspace}, ${server}, 'Team', 'bwk_x', ${bytes()})`;
    await sql`
      INSERT INTO connections (server_id, hash, workspace_id, kind, first_seen_at, last_seen_at)
      VALUES (${server}, ${randomBytes(16).toString("hex")}, ${workspace}, 'grant', now(), now())`;
    await sql`INSERT INTO changes (workspace_id, server_id, kind) VALUES (${workspace}, ${server}, 'release.published')`;
    await sql`
      INSERT INTO audit_events VALUES (now(), ${id("evt")}, ${workspace}, ${server}, ${seed.releaseId}, 'getPage', 'GET',
        '/pages/{id}', 'ok', 200, 1000, 900, 10, 10, 0, 0, 'client', '1', ${"0".repeat(32)}, ${id("req")})`;
    await sql`
      INSERT INTO audit_intents VALUES (${id("evt")}, now(), ${workspace}, ${server}, ${seed.releaseId}, 'getPage', 'GET',
        '/pages/{id}', 'client', '1', ${"0".repeat(32)}, ${id("req")})`;
    await sql`
      INSERT INTO audit_rollups VALUES (${workspace}, ${server}, date_trunc('hour', now()), 'all', '', 1, 0, 1, 1, '{}', '{}')`;
    await sql`
      INSERT INTO audit_daily_rollups VALUES (${workspace}, ${server}, date_trunc('day', now(), 'UTC'), 'all', '', 1, 0, 1, 1)`;
  });
};
