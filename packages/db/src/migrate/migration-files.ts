import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface MigrationFile {
  /** e.g. `0001_schema.sql`; files run in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, lower-case hex. */
  readonly hash: string;
}

const filePattern = /^\d{4}_[a-z0-9_]+\.sql$/;

export const readMigrationFiles = async (directory: string): Promise<MigrationFile[]> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).toSorted();
  const misnamed = names.find((name) => !filePattern.test(name));
  if (misnamed !== undefined) throw new Error(`A migration must be named like 0001_what_it_does.sql: ${misnamed}`);
  const numbers = names.map((name) => name.slice(0, 4));
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) throw new Error(`Two migrations have the number ${twice}.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    }),
  );
};

/** `migrations/` at the root of the repository or of the installed product, looked for upwards from this file. */
export const findMigrationsDirectory = (): string => {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, "migrations");
    if (existsSync(join(candidate, "0001_schema.sql"))) return candidate;
  }
  throw new Error("The migrations directory is missing from this installation.");
};
