import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pid } from "node:process";
import type { Account } from "./account.ts";
import { ClusterError, explainFailure } from "./cluster-error.ts";
import { isAlive } from "./postmaster.ts";
import { runProgram } from "./run-program.ts";

export const superuser = "postgres";

/** Makes the cluster beside its place and moves it there, so that an interrupted start leaves no half of one. */
export const initialiseCluster = async (input: {
  readonly binaries: string;
  readonly clusterDirectory: string;
  readonly account: Account;
}): Promise<void> => {
  const { clusterDirectory, account } = input;
  if (existsSync(join(clusterDirectory, "PG_VERSION"))) return;
  await clearLeftovers(clusterDirectory);
  const fresh = `${clusterDirectory}.making-${pid}`;
  await mkdir(fresh, { mode: 0o700 });
  if (account.kind === "other") await chown(fresh, account.uid, account.gid);
  const made = await runProgram({
    file: join(input.binaries, "initdb"),
    arguments: [
      "--pgdata",
      fresh,
      "--username",
      superuser,
      "--encoding",
      "UTF8",
      "--no-locale",
      "--auth-local",
      "trust",
      "--auth-host",
      "reject",
      "--no-instructions",
      "--no-sync",
    ],
    account,
  });
  if (made.exitCode !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw explainFailure("The private PostgreSQL could not be set up.", made.output);
  }
  try {
    await rename(fresh, clusterDirectory);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process was faster; whose cluster it is, the lock decides.
    if (!existsSync(join(clusterDirectory, "PG_VERSION")))
      throw new ClusterError("The data directory cannot be written.", { cause: error });
  }
};

const clearLeftovers = async (clusterDirectory: string): Promise<void> => {
  const prefix = `${basename(clusterDirectory)}.making-`;
  const parent = dirname(clusterDirectory);
  const left = (await readdir(parent)).filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))),
  );
  await Promise.all(left.map((name) => rm(join(parent, name), { recursive: true, force: true })));
};

/** Makes the data directory; its errors are the first that a newcomer meets. */
export const makeDataDirectory = async (dataDir: string): Promise<void> => {
  try {
    await mkdir(dataDir, { recursive: true });
    if (!(await stat(dataDir)).isDirectory()) throw new ClusterError(`${dataDir} is not a directory.`);
  } catch (error) {
    if (error instanceof ClusterError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw explainFailure(`The data directory ${dataDir} cannot be made.`, reason);
  }
};
