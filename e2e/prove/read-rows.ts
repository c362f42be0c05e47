import type { Database } from "@breezeway/db";

/** Every row of every table as text. On disk, long values are compressed, and a search of the files misses what is in them. */
export const readRows = (owner: Database): Promise<Record<string, string>> =>
  owner.unscoped(async ({ sql }) => {
    const tables = await sql<{ name: string }[]>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'breezeway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`;
    const texts: Record<string, string> = {};
    for (const { name } of tables) {
      const rows = await sql<{ row: string }[]>`SELECT to_jsonb(t)::text AS row FROM ${sql(name)} t`;
      // A `bytea` is shown as \x…, which a search for hexadecimal finds.
      texts[`table ${name}`] = rows.map(({ row }) => row).join("\n");
    }
    return texts;
  });
