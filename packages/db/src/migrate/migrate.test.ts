import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { checkSchema } from "./check-schema.ts";
import { findMigrationsDirectory, readMigrationFiles } from "./migration-files.ts";
import { migrate } from "./migrate.ts";

const log = createLogger({ name: "test", level: "silent" });
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "breezeway-migrations-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const withEmptyDatabase = async (run: (database: TestDatabase) => Promise<void>): Promise<void> => {
  const database = await createTestDatabase({ migrated: false });
  try {
    await run(database);
  } finally {
    await database.close();
  }
};
const put = (name: string, sql: string): Promise<void> => writeFile(join(directory, name), sql);
const run = (database: TestDatabase) => migrate({ url: database.migrateUrl, log, directory });

describe("migrate", () => {
  it("brings an empty database to the schema, applied once by four processes at once", async () => {
    await withEmptyDatabase(async (database) => {
      const files = await readMigrationFiles(findMigrationsDirectory());
      const results = await Promise.all(Array.from({ length: 4 }, () => migrate({ url: database.migrateUrl, log })));
      expect(results.flatMap((result) => result.applied).toSorted()).toEqual(files.map((file) => file.name));
      expect(await migrate({ url: database.migrateUrl, log })).toEqual({ applied: [] });
    });
  });

  it("makes everything belong to the owner role, which cannot log in", async () => {
    await withEmptyDatabase(async (database) => {
      await migrate({ url: database.migrateUrl, log });
      const foreign = await database.owner.unscoped(
        ({ sql }) => sql`
          SELECT relname FROM pg_class WHERE relnamespace = 'breezeway'::regnamespace
            AND relowner <> 'breezeway_owner'::regrole`,
      );
      expect([...foreign]).toEqual([]);
      const [owner] = await database.owner.unscoped(
        ({ sql }) => sql`SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'breezeway_owner'`,
      );
      expect(owner).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
    });
  });

  it("rolls a failed file back, keeps those before it, and goes on once it is mended", async () => {
    await withEmptyDatabase(async (database) => {
      await put("0001_schema.sql", "CREATE TABLE a (id text)");
      await put("0002_more.sql", "CREATE TABLE b (id text); SELECT 1 / 0");
      await expect(run(database)).rejects.toThrow("Migration 0002_more.sql failed and was rolled back.");
      const tables = await database.owner.unscoped(
        ({ sql }) =>
          sql`SELECT to_regclass('breezeway.a') IS NOT NULL AS a, to_regclass('breezeway.b') IS NOT NULL AS b`,
      );
      expect([...tables]).toEqual([{ a: true, b: false }]);
      await put("0002_more.sql", "CREATE TABLE b (id text)");
      expect(await run(database)).toEqual({ applied: ["0002_more.sql"] });
    });
  });

  it("refuses when an applied file was edited", async () => {
    await withEmptyDatabase(async (database) => {
      await put("0001_schema.sql", "CREATE TABLE a (id text)");
      await put("0002_more.sql", "CREATE TABLE b (id text)");
      await run(database);
      await put("0002_more.sql", "CREATE TABLE b (id text, name text)");
      await expect(run(database)).rejects.toThrow(/0002_more\.sql was edited after it had been applied/);
    });
  });

  it("says so when the database is newer than the code", async () => {
    await withEmptyDatabase(async (database) => {
      await put("0001_schema.sql", "CREATE TABLE a (id text)");
      await put("0002_more.sql", "CREATE TABLE b (id text)");
      await put("0003_newest.sql", "CREATE TABLE c (id text)");
      await run(database);
      await rm(join(directory, "0003_newest.sql"));
      await expect(run(database)).rejects.toThrow(/newer than this version of Breezeway \(it has 0003_newest\.sql\)/);
    });
  });

  it("tells a process that does not migrate what is missing, and lets it run on a newer database", async () => {
    await withEmptyDatabase(async (database) => {
      await expect(checkSchema(database.data, directory)).rejects.toThrow(
        /lacks 0001_schema\.sql.* Run `breezeway migrate`/,
      );
      await migrate({ url: database.migrateUrl, log });
      await checkSchema(database.data);
      await expect(checkSchema(database.control, directory)).rejects.toThrow(/lacks 0002_more\.sql/);
      await put("0002_more.sql", "SELECT 1");
      await rm(join(directory, "0002_more.sql"));
      await expect(checkSchema(database.control, directory)).resolves.toBeUndefined();
    });
  });

  it("refuses two files of one number", async () => {
    await put("0004_one.sql", "SELECT 1");
    await put("0004_two.sql", "SELECT 1");
    await expect(readMigrationFiles(directory)).rejects.toThrow("Two migrations have the number 0004.");
    await rm(join(directory, "0004_one.sql"));
    await rm(join(directory, "0004_two.sql"));
  });

  it("works for a login that is no superuser but may create roles", async () => {
    await withEmptyDatabase(async (database) => {
      const name = `migrator_${Math.random().toString(36).slice(2, 10)}`;
      const [row] = await database.owner
        .unscoped(({ sql }) => sql`SELECT current_database() AS name`)
        .catch(() => [{ name: "" }]);
      const { openLane } = await import("../database/lane.ts");
      const { readDatabaseUrl } = await import("../database/connection-options.ts");
      const { urlFor } = await import("../testing/test-urls.ts");
      const lane = openLane({ address: readDatabaseUrl(database.migrateUrl), settings: {}, onNotice: () => undefined });
      await lane.sql.unsafe(`CREATE ROLE ${name} LOGIN CREATEROLE`);
      await lane.sql.unsafe(`GRANT breezeway_owner TO ${name} WITH ADMIN OPTION`);
      await lane.sql.unsafe(`ALTER DATABASE ${String(row?.["name"])} OWNER TO ${name}`);
      try {
        const result = await migrate({ url: urlFor(database.migrateUrl, { user: name }), log });
        expect(result.applied.length).toBeGreaterThan(2);
      } finally {
        await lane.sql.unsafe(`REASSIGN OWNED BY ${name} TO postgres; DROP OWNED BY ${name}; DROP ROLE ${name}`);
        await lane.end();
      }
    });
  });
});
