import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryHit, searchCanaries } from "../support/canary-search.ts";
import type { Deployment } from "./deployment.ts";
import { readRows } from "./read-rows.ts";

export interface SelfTest {
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
}

const planted = "planted-so-that-the-search-can-be-believed";

/** Plants a text in the database, in a log and in files, in every encoding, and looks whether the search finds each. */
export const testSearch = async ({ dataDir, owner }: Deployment): Promise<SelfTest> => {
  const folder = join(dataDir, "planted");
  const file = join(folder, "file");
  await mkdir(folder);
  const missed: string[] = [];
  let total = 0;
  const expectHit = (name: string, hits: readonly CanaryHit[]): void => {
    total += 1;
    if (hits.length === 0) missed.push(name);
  };
  for (const encoding of ["utf8", "base64", "base64url", "hex", "utf16le"] as const)
    for (const before of ["", "a", "ab"]) {
      const bytes = Buffer.from(`${before}${planted}zz`);
      await writeFile(
        file,
        encoding === "utf16le" ? Buffer.from(bytes.toString(), encoding) : bytes.toString(encoding),
      );
      expectHit(`${encoding} at ${before.length}`, (await search([folder])).hits);
    }
  await writeFile(file, `?token=${encodeURIComponent(`${planted}/+=`)}`);
  expectHit("URL", (await search([dataDir])).hits);
  await rm(folder, { recursive: true });
  expectHit("nothing left behind", (await search([dataDir])).hits.length === 0 ? [nothing] : []);

  const hash = Buffer.from(planted.slice(0, 32));
  await owner.unscoped(
    ({ sql }) => sql`INSERT INTO spent (hash, expires_at) VALUES (${hash}, now() + interval '1 hour')`,
  );
  const row = await searchCanaries({
    canaries: { planted: planted.slice(0, 32) },
    directories: [],
    texts: await readRows(owner),
  });
  expectHit("a row, by its text", row.hits);
  const disk = await searchCanaries({ canaries: { planted: planted.slice(0, 32) }, directories: [dataDir] });
  expectHit(
    "a row, in the write-ahead log",
    disk.hits.filter(({ where }) => where.includes("pg_wal")),
  );
  expectHit(
    "a log",
    (await searchCanaries({ canaries: { planted }, directories: [], texts: { log: `x${planted}` } })).hits,
  );
  await owner.unscoped(({ sql }) => sql`DELETE FROM spent WHERE hash = ${hash}`);
  return { planted: total, found: total - missed.length, missed };
};

const nothing: CanaryHit = { canary: "planted", encoding: "none", where: "nowhere" };
const search = (directories: readonly string[]) => searchCanaries({ canaries: { planted }, directories });
