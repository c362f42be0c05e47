import { readSqlState } from "../database/database-error.ts";
import type { Database } from "../database/scope.ts";
import { MigrationError } from "./check-applied.ts";
import { findMigrationsDirectory, readMigrationFiles } from "./migration-files.ts";

/**
 * For processes that do not migrate: throws `MigrationError` when the database lacks a migration of this code.
 * A newer database is fine, since code runs on the schema that follows it.
 */
export const checkSchema = async (database: Database, directory?: string): Promise<void> => {
  const files = await readMigrationFiles(directory ?? findMigrationsDirectory());
  const applied = await database
    .unscoped(
      ({ sql }) => sql<{ name: string }[]>`
SELECT name FROM schema_migrations`,
    )
    .catch((error: unknown) => {
      // No role or no table yet: nothing was ever migrated.
      if (["42P01", "22023", "42501"].includes(readSqlState(error)?.code ?? "")) return [];
      throw error;
    });
  const done = new Set(applied.map(({ name }) => name));
  const missing = files.filter(({ name }) => !done.has(name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new MigrationError(`The database lacks ${missing.join(", ")}. Run \`breezeway migrate\` first.`);
};
