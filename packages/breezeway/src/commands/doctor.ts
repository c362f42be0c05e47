import { statfs } from "node:fs/promises";
import { openSecret, ServiceError } from "@breezeway/core";
import type { Config } from "@breezeway/core";
import { ciphertextColumns, listCiphertexts, readDatabaseFacts } from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { runTask } from "../compose/run-task.ts";

interface Check {
  readonly name: string;
  run(): Promise<string>;
}

const minFreeBytes = 500_000_000;
const maxSkewMs = 30_000;

/** `breezeway doctor`: looks at configuration, database, keys and disk, and says of each what is wrong and what to do. */
export const doctor = (options: { readonly dataDir?: string }): Promise<void> => {
  const config = configWith({ DATA_DIR: options.dataDir && fromWhereTheUserStands(options.dataDir) });
  say(
    "ok",
    "Configuration",
    `${config.environment}; data plane at ${config.publicUrl}, dashboard at ${config.dashboardUrl}`,
  );
  return runTask(config, async ({ store }) => {
    const owner = store.open("owner");
    const checks: readonly Check[] = [
      { name: "Database", run: () => checkDatabase(owner) },
      { name: "Clock", run: () => checkClock(owner) },
      { name: "Stored secrets", run: () => checkSecrets(config, owner) },
      { name: "Disk", run: () => checkDisk(config) },
    ];
    let failed = 0;
    for (const check of checks)
      try {
        say("ok", check.name, await check.run());
      } catch (error) {
        failed += 1;
        say("wrong", check.name, error instanceof Error ? error.message : String(error));
      }
    if (failed > 0)
      throw new ServiceError("unavailable", { message: `${failed} of ${checks.length + 1} checks failed.` });
  });
};

const say = (state: "ok" | "wrong", name: string, text: string): void => {
  process.stdout.write(`${state === "ok" ? "ok   " : "WRONG"}  ${name}: ${text}\n`);
};

const checkDatabase = async (owner: Database): Promise<string> => {
  const { version, migrations } = await owner.unscoped(readDatabaseFacts);
  return `PostgreSQL ${version}, ${migrations} migrations applied`;
};

/** Expiries are compared with this process's clock and written with the database's. */
const checkClock = async (owner: Database): Promise<string> => {
  const skewMs = Math.abs(Date.now() - (await owner.unscoped(readDatabaseFacts)).now.getTime());
  if (skewMs > maxSkewMs)
    throw new Error(
      `This machine's clock and the database's differ by ${Math.round(skewMs / 1000)} s. Synchronise both.`,
    );
  return `within ${skewMs} ms of the database's`;
};

const checkSecrets = async (config: Config, owner: Database): Promise<string> => {
  let opened = 0;
  for (const place of ciphertextColumns) {
    const page = await owner.unscoped((tx) => listCiphertexts(tx, { place, afterRowId: "", limit: 1_000 }));
    for (const { rowId, workspaceId, ciphertext } of page) {
      openSecret(config.keyring, { ...place, rowId, workspaceId }, ciphertext);
      opened += 1;
    }
  }
  return `${opened} open under the keyring (keys ${config.keyring.ids.join(", ")}; ${config.keyring.newestId} seals)`;
};

const checkDisk = async (config: Config): Promise<string> => {
  const { bavail, bsize } = await statfs(config.dataDir);
  const freeBytes = bavail * bsize;
  if (freeBytes < minFreeBytes)
    throw new Error(`Only ${Math.round(freeBytes / 1e6)} MB are free in ${config.dataDir}. Free some space.`);
  return `${(freeBytes / 1e9).toFixed(1)} GB free in ${config.dataDir}`;
};
