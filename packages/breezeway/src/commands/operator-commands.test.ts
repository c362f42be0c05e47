import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateKeyringEntry, Secret } from "@breezeway/core";
import { createTestDatabase } from "@breezeway/db/testing";
import type { TestDatabase } from "@breezeway/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const revealed = (text: Secret | string): string => (text instanceof Secret ? text.reveal() : text);

describe("the operator's commands", () => {
  let database: TestDatabase;
  let folder: string;
  const keys = generateKeyringEntry(Date.now());
  const hashKey = randomBytes(32).toString("base64");

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), "breezeway-commands-"));
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const run = (...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env["PATH"] ?? "",
        DATA_DIR: folder,
        DATABASE_URL: revealed(database.url),
        MIGRATE_DATABASE_URL: revealed(database.migrateUrl),
        ENCRYPTION_KEYS: revealed(keys),
        CONNECTION_HASH_KEY: hashKey,
      };
      const flags = ["--conditions=breezeway-source", "--disable-warning=ExperimentalWarning"];
      execFile(process.execPath, [...flags, main, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
      );
    });

  it("print a sign-up link alone on standard output, and refuse what is no address", async () => {
    const { stdout, stderr, code } = await run("accounts", "link", "first@example.test");
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^https?:\/\/\S+#\S+\n$/);
    expect(await run("accounts", "link", "nobody")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("not an e-mail address"),
    });
  }, 60_000);

  it("tell who is not there: an account, a server, a file", async () => {
    const document = join(folder, "notes.json");
    await writeFile(document, "{}");
    expect(await run("operators", "add", "no@example.test")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Nobody has an account"),
    });
    expect(await run("import", document, "--server", "acme/wiki", "--dry-run")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("There is no server acme/wiki"),
    });
    expect(await run("import", folder, "--server", "acme/wiki")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be read as a file"),
    });
  }, 60_000);
});
