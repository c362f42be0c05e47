import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@breezeway/core";
import { type Database, openDatabase, type PrivateCluster, startPrivateCluster } from "@breezeway/db";
import { type Emulator, startEmulator } from "@breezeway/emulator";
import { type DashboardSession, signInToDashboard } from "../support/dashboard-session.ts";
import { freePort } from "../support/free-port.ts";
import { type RunningProcess, startProcess } from "../support/start-process.ts";
import type { Canaries } from "./canaries.ts";

/** The product as a deployment runs it, with logs at `debug`, strict auditing and keys that can be recognised. */
export interface Deployment {
  /** Holds the database with its write-ahead log, and every log file. */
  readonly dataDir: string;
  readonly url: string;
  readonly email: string;
  readonly firstPassword: string;
  readonly emulator: Emulator;
  readonly owner: Database;
  readonly clusterPid: number;
  signIn(password?: string): Promise<DashboardSession>;
  /** Standard output and error of every process. */
  output(): string;
  /** Ends the product, then the database, in order; the directory stays. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

const quiet = createLogger({ name: "prove", level: "silent" });

export const startDeployment = async (canaries: Canaries): Promise<Deployment> => {
  const directory = await mkdtemp(join(tmpdir(), "breezeway-prove-"));
  const dataDir = join(directory, "data");
  const emulator = await startEmulator({ recordBytes: true });
  const cluster: PrivateCluster = await startPrivateCluster({ dataDir, log: quiet });
  const port = await freePort();
  const product: RunningProcess = await startProcess({
    args: ["start", "--port", String(port), "--data-dir", dataDir],
    readyFile: join(directory, "ready.json"),
    env: {
      DATABASE_URL: cluster.url.reveal(),
      MIGRATE_DATABASE_URL: cluster.migrateUrl.reveal(),
      ENCRYPTION_KEYS: `proof:${canaries.values["master key as configured"]}`,
      CONNECTION_HASH_KEY: canaries.values["connection hash key as configured"] ?? "",
      METRICS_TOKEN: canaries.values["metrics token"] ?? "",
      LOG_LEVEL: "debug",
      AUDIT_MODE: "strict",
    },
  });
  const owner = openDatabase({ url: cluster.migrateUrl, role: "owner", log: quiet, deadlineMs: 20_000 });
  const { dashboardUrl = "", email = "", password = "" } = product.ready;
  let stopping: Promise<void> | undefined;
  const stopOnce = async (): Promise<void> => {
    await product.stop();
    await owner.close();
    await cluster.stop();
    await emulator.close();
  };
  const stop = (): Promise<void> => (stopping ??= stopOnce());
  return {
    dataDir,
    url: dashboardUrl,
    email,
    firstPassword: password,
    emulator,
    owner,
    clusterPid: cluster.pid,
    signIn: (given) => signInToDashboard({ url: dashboardUrl, email, password: given ?? password }),
    output: () => product.logs(),
    stop,
    remove: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
