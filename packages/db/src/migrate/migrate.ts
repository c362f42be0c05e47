import type { Logger, Secret } from "@breezeway/core";
import { readDatabaseUrl } from "../database/connection-options.ts";
import { openLane, type Lane } from "../database/lane.ts";
import { bootstrap } from "./bootstrap.ts";
import { checkApplied, type AppliedMigration } from "./check-applied.ts";
import { findMigrationsDirectory, readMigrationFiles, type MigrationFile } from "./migration-files.ts";

export interface MigrateOptions {
  /** A login that may create roles and the schema, or one that is a member of `breezeway_owner`. */
  readonly url: Secret;
  readonly log: Logger;
  /** `migrations/` of this product unless told. */
  readonly directory?: string;
}

export interface MigrateResult {
  /** Names of the files that ran now. */
  readonly applied: readonly string[];
}

/** Held for the whole run; a second process waits here and then finds nothing left to do. */
const lockKey = "hashtextextended('breezeway.migrate', 0)";

/**
 * Brings the database to the schema of this code. Forward only; each file in a transaction of its own.
 * Throws `MigrationError` when an applied file was edited, or when the database is newer than the code.
 */
export const migrate = async ({ url, log, directory }: MigrateOptions): Promise<MigrateResult> => {
  const files = await readMigrationFiles(directory ?? findMigrationsDirectory());
  const lane = openLane({
    address: readDatabaseUrl(url),
    settings: { lock_timeout: "0", statement_timeout: "0", client_min_messages: "warning", TimeZone: "UTC" },
    onNotice: (severity, message) => log.info({ kind: severity, reason: message }, "Migration notice"),
  });
  try {
    await lane.sql.unsafe(`SELECT pg_advisory_lock(${lockKey})`);
    await bootstrap(lane.sql);
    const pending = checkApplied(files, await listApplied(lane));
    for (const file of pending) {
      // oxlint-disable-next-line no-await-in-loop -- files run in order
      await apply(lane, file);
      log.info({ migration: file.name }, "Migration applied");
    }
    return { applied: pending.map((file) => file.name) };
  } finally {
    // Closing the session releases the lock.
    await lane.end();
  }
};

const listApplied = async (lane: Lane): Promise<AppliedMigration[]> =>
  lane.sql<AppliedMigration[]>`SELECT name, hash FROM schema_migrations ORDER BY name`;

const apply = async (lane: Lane, file: MigrationFile): Promise<void> => {
  try {
    await lane.sql.unsafe("BEGIN");
    await lane.sql.unsafe(file.sql);
    await lane.sql`INSERT INTO schema_migrations (name, hash) VALUES (${file.name}, ${file.hash})`;
    await lane.sql.unsafe("COMMIT");
  } catch (error) {
    throw new Error(`Migration ${file.name} failed and was rolled back.`, { cause: error });
  }
};
