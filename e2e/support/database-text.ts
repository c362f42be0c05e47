import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";

/**
 * Every row of every table of a private cluster, as text. A search of the files alone would miss what PostgreSQL
 * compressed.
 */
export const readDatabaseAsText = async (dataDir: string): Promise<string> => {
  // Line 4 of the file is the port, line 5 the directory of the socket:
  // https://www.postgresql.org/docs/18/storage-file-layout.html
  const [, , , port = "5432", directory = ""] = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split(
    "\n",
  );
  const sql = postgres({
    host: directory,
    port: Number(port),
    username: "postgres",
    database: "breezeway",
    max: 1,
    onnotice: () => undefined,
  });
  try {
    const tables = await sql<{ name: string }[]>`
      SELECT format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_%'
      ORDER BY 1`;
    const parts: string[] = [];
    for (const { name } of tables) {
      const rows = await sql.unsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
      parts.push(name, ...rows.map(({ row }) => row));
    }
    return parts.join("\n");
  } finally {
    await sql.end();
  }
};
