import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createLogger, Secret, workspaceId } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, seedWorkspace, type TestDatabase } from "../testing/index.ts";
import { openDatabase } from "./open-database.ts";
import type { Database } from "./scope.ts";

const log = createLogger({ name: "test", level: "silent" });
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.close();
});

const withPool = async (
  options: { readonly maxConnections?: number; readonly deadlineMs?: number },
  run: (pool: Database) => Promise<void>,
): Promise<void> => {
  const pool = openDatabase({ url: database.url, role: "control", log, deadlineMs: 5_000, ...options });
  try {
    await run(pool);
  } finally {
    await pool.close();
  }
};

describe("a transaction", () => {
  it("keeps what it wrote when it ends well and nothing when it throws", async () => {
    const seed = await seedWorkspace(database.owner);
    const rename = (name: string, fail: boolean) =>
      database.control.inWorkspace(seed, async ({ sql }) => {
        await sql`UPDATE servers SET name = ${name} WHERE id = ${seed.serverId}`;
        if (fail) throw new Error("changed my mind");
      });
    await rename("Kept", false);
    await expect(rename("Lost", true)).rejects.toThrow("changed my mind");
    const rows = await database.control.inWorkspace(seed, ({ sql }) => sql`SELECT name FROM servers`);
    expect([...rows]).toEqual([{ name: "Kept" }]);
  });

  it("fails when a statement in it failed, even if its error was caught", async () => {
    await expect(
      database.control.unscoped(async ({ sql }) => {
        await sql`SELECT 1 / 0`.catch(() => undefined);
        return "looks fine";
      }),
    ).rejects.toThrow(/rolled back/);
  });

  it("refuses a scope that is not an id", async () => {
    const forged = "ws_x'; RESET ROLE; --" as ReturnType<typeof workspaceId.create>;
    await expect(database.control.inWorkspace({ workspaceId: forged }, async () => undefined)).rejects.toThrow(
      /begins with ws_/,
    );
  });

  it("leaves no setting behind in 1,000 interleaved transactions over few connections", async () => {
    await withPool({ maxConnections: 4, deadlineMs: 15_000 }, async (pool) => {
      const scopes = Array.from({ length: 10 }, () => workspaceId.create());
      const seen = await Promise.all(
        Array.from({ length: 1_000 }, async (_, index) => {
          const expected = index % 3 === 0 ? "" : (scopes[index % scopes.length] ?? "");
          const read = async (tx: { readonly sql: Parameters<Parameters<Database["unscoped"]>[0]>[0]["sql"] }) => {
            if (index % 7 === 0) await pause(1);
            const [row] = await tx.sql<{ id: string | null }[]>`SELECT current_setting('app.workspace_id', true) AS id`;
            if (index % 11 === 0) throw new Error("rolled back on purpose");
            return row?.id ?? "";
          };
          const scope = workspaceId.schema.safeParse(expected);
          const run = scope.success ? pool.inWorkspace({ workspaceId: scope.data }, read) : pool.unscoped(read);
          const got = await run.catch(() => expected);
          return got === expected;
        }),
      );
      expect(seen.filter((isRight) => !isRight)).toHaveLength(0);
    });
  });

  it("ends at its deadline while it waits for a connection", async () => {
    await withPool({ maxConnections: 1 }, async (pool) => {
      const release = Promise.withResolvers<void>();
      const slow = pool.unscoped(async () => release.promise);
      await expect(pool.unscoped(async () => "never", { deadlineMs: 50 })).rejects.toMatchObject({
        code: "unavailable",
      });
      release.resolve();
      await slow;
      expect(await pool.unscoped(async () => "next")).toBe("next");
    });
  });

  it("ends at its deadline in a long statement, and the pool goes on", async () => {
    await withPool({ maxConnections: 1 }, async (pool) => {
      const startedAt = performance.now();
      await expect(pool.unscoped(({ sql }) => sql`SELECT pg_sleep(30)`, { deadlineMs: 200 })).rejects.toMatchObject({
        code: "unavailable",
      });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(await pool.unscoped(async ({ sql }) => [...(await sql`SELECT 1 AS one`)])).toEqual([{ one: 1 }]);
    });
  });

  it("does not run what follows when its connection was cut in the middle", async () => {
    const seed = await seedWorkspace(database.owner);
    const cut = database.control.inWorkspace(seed, async ({ sql }) => {
      const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await database.owner.unscoped((tx) => tx.sql`SELECT 1`);
      await terminate(row?.pid ?? 0);
      await sql`UPDATE servers SET name = 'Outside'`;
    });
    await expect(cut).rejects.toMatchObject({ code: "unavailable" });
    const rows = await database.control.inWorkspace(seed, ({ sql }) => sql`SELECT name FROM servers`);
    expect([...rows]).toEqual([{ name: "Wiki" }]);
  });

  it("says `unavailable` when there is no server", async () => {
    const pool = openDatabase({
      url: Secret.of("postgresql://nobody@127.0.0.1:1/none"),
      role: "data",
      log,
    });
    await expect(pool.unscoped(({ sql }) => sql`SELECT 1`)).rejects.toMatchObject({ code: "unavailable" });
    await pool.close();
  });

  it("passes a constraint violation on as it is", async () => {
    const seed = await seedWorkspace(database.owner);
    const twice = database.owner.unscoped(
      ({ sql }) => sql`INSERT INTO users (id, email) VALUES (${seed.userId}, 'a@b')`,
    );
    await expect(twice).rejects.toMatchObject({ code: "23505" });
  });
});

const terminate = async (pid: number): Promise<void> => {
  const { openLane } = await import("./lane.ts");
  const { readDatabaseUrl } = await import("./connection-options.ts");
  const lane = openLane({ address: readDatabaseUrl(database.migrateUrl), settings: {}, onNotice: () => undefined });
  await lane.sql`SELECT pg_terminate_backend(${pid})`;
  await lane.end();
};

describe("values", () => {
  it("come back as they went in, through raw SQL", async () => {
    const bytes = randomBytes(20);
    const at = new Date(1_750_000_000_123);
    const texts = ['a "quoted" one', "back\\slash", "comma,brace{}", "", "NULL"];
    const [row] = await database.control.unscoped(
      ({ sql }) => sql`
        SELECT ${bytes}::bytea AS bytes, ${at}::timestamptz AS at, ${texts}::text[] AS texts, 9007199254740991::bigint AS big,
               ${sql.json({ nested: [1, "two", null] })} AS json, ARRAY[1, 2]::integer[] AS ints`,
    );
    expect(row).toEqual({
      bytes,
      at,
      texts,
      big: Number.MAX_SAFE_INTEGER,
      json: { nested: [1, "two", null] },
      ints: [1, 2],
    });
  });
});
