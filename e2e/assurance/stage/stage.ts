import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, generateKeyringEntry, type Keyring, parseKeyring, Secret } from "@breezeway/core";
import { type Database, migrate, openDatabase, type PrivateCluster, startPrivateCluster } from "@breezeway/db";
import { type Emulator, type EmulatorOptions, startEmulator } from "@breezeway/emulator";
import { freePort } from "../../support/free-port.ts";
import { type RoundRobin, startRoundRobin } from "../../support/round-robin.ts";
import { type RunningProcess, startProcess } from "../../support/start-process.ts";

export interface Replica {
  readonly url: string;
  readonly port: number;
  readonly process: RunningProcess;
}

/** A whole deployment for one suite: PostgreSQL, the emulator, data planes as child processes behind a balancer. */
export interface Stage {
  readonly directory: string;
  readonly dataDir: string;
  readonly cluster: PrivateCluster;
  /** Sees every row: for seeding and for looking. */
  readonly owner: Database;
  readonly control: Database;
  readonly keyring: Keyring;
  readonly emulator: Emulator;
  readonly publicUrl: string;
  readonly replicas: readonly Replica[];
  /** What every process of this deployment is started with. */
  readonly environment: Readonly<Record<string, string>>;
  startReplica(options?: ReplicaOptions): Promise<Replica>;
  /** Ends the emulator and with it every upstream connection. */
  closeEmulator(): Promise<void>;
  /** Logs of every process so far, stopped ones included. */
  logs(): string;
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
}

export interface StageOptions {
  readonly replicas?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly emulator?: EmulatorOptions;
  readonly encryptionKeys?: string;
}

const quiet = createLogger({ name: "assurance", level: "silent" });

export const startStage = async (options: StageOptions = {}): Promise<Stage> => {
  const directory = await mkdtemp(join(tmpdir(), "breezeway-assurance-"));
  const dataDir = join(directory, "data");
  const encryptionKeys = options.encryptionKeys ?? generateKeyringEntry(Date.now()).reveal();
  const emulator = await startEmulator(options.emulator ?? {});
  const cluster = await startPrivateCluster({ dataDir, log: quiet });
  await migrate({ url: cluster.migrateUrl, log: quiet });
  const owner = openDatabase({ url: cluster.migrateUrl, role: "owner", log: quiet, deadlineMs: 10_000 });
  const control = openDatabase({ url: cluster.url, role: "control", log: quiet, deadlineMs: 10_000 });
  const publicPort = await freePort();
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const environment = {
    DATABASE_URL: cluster.url.reveal(),
    MIGRATE_DATABASE_URL: cluster.migrateUrl.reveal(),
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    ENCRYPTION_KEYS: encryptionKeys,
    CONNECTION_HASH_KEY: randomBytes(32).toString("base64"),
    LOG_LEVEL: "debug",
    ...options.env,
  };
  const processes: RunningProcess[] = [];
  const startReplica = async ({ env, port }: ReplicaOptions = {}): Promise<Replica> => {
    const listenPort = port ?? (await freePort());
    const process = await startProcess({
      args: ["runtime", "--port", String(listenPort)],
      readyFile: join(directory, `ready-${processes.length}-${listenPort}.json`),
      env: { ...environment, ...env },
    });
    processes.push(process);
    return { url: `http://127.0.0.1:${listenPort}`, port: listenPort, process };
  };
  const replicas: Replica[] = [];
  for (let index = 0; index < (options.replicas ?? 1); index += 1) replicas.push(await startReplica());
  const balancer: RoundRobin = await startRoundRobin(
    replicas.map(({ url }) => url),
    publicPort,
  );
  let emulatorEnd: Promise<void> | undefined;
  const closeEmulator = (): Promise<void> => (emulatorEnd ??= emulator.close());
  return {
    directory,
    dataDir,
    cluster,
    owner,
    control,
    keyring: readKeyring(encryptionKeys),
    emulator,
    publicUrl,
    replicas,
    environment,
    startReplica,
    closeEmulator,
    logs: () => processes.map((process) => process.logs()).join("\n"),
    close: async () => {
      await balancer.close();
      await Promise.all(processes.map((process) => process.stop()));
      await Promise.all([owner.close(), control.close()]);
      await cluster.stop();
      await closeEmulator();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

export const readKeyring = (encryptionKeys: string): Keyring => {
  const parsed = parseKeyring(Secret.of(encryptionKeys));
  if (!parsed.ok) throw new Error("The keys of the stage cannot be read.");
  return parsed.keyring;
};
