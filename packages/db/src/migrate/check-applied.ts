import type { MigrationFile } from "./migration-files.ts";

export interface AppliedMigration {
  readonly name: string;
  readonly hash: string;
}

/** The database and this code do not go together; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** The files still to run, or a `MigrationError`. */
export const checkApplied = (
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): readonly MigrationFile[] => {
  const known = new Map(files.map((file) => [file.name, file]));
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new MigrationError(
      `The database is newer than this version of Breezeway (it has ${unknown.join(", ")}). Run the newer version.`,
    );
  const edited = applied.find(({ name, hash }) => known.get(name)?.hash !== hash);
  if (edited !== undefined)
    throw new MigrationError(
      `The migration ${edited.name} was edited after it had been applied. Restore the file and add a new one instead.`,
    );
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
};
