import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pid as ownPid } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger, Secret } from "@breezeway/core";
import { readSqlState } from "../database/database-error.ts";
import type { Lane } from "../database/lane.ts";
import { chooseAccount } from "./choose-account.ts";
import { ClusterError, explainFailure } from "./cluster-error.ts";
import { findBinaries } from "./find-binaries.ts";
import { initialiseCluster, makeDataDirectory } from "./initialise-cluster.ts";
import { byForce, findRunning, isAlive, signalProcess, spawnPostmaster, stopPostmaster } from "./postmaster.ts";
import { findOwner, openHolder, setUpDatabase, takeOwnership, urlsOf } from "./set-up-database.ts";
import { makeSocketDirectory, type SocketDirectory } from "./socket-directory.ts";
import { startWatchdog } from "./watchdog.ts";

export interface PrivateClusterOptions {
  /** Holds the cluster, its log and its socket; made when absent. */
  readonly dataDir: string;
  readonly log: Logger;
  /** Folders with PostgreSQL's programs to prefer; by default where the PATH finds `postgres`. */
  readonly installed?: readonly string[];
  /** Further server settings, e.g. `{ fsync: "off" }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PrivateCluster {
  /** For `openDatabase`: a plain login that may become control or data. */
  readonly url: Secret;
  /** For `migrate`, key rotation and making operators. */
  readonly migrateUrl: Secret;
  /** Process id of the server. */
  readonly pid: number;
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

interface Server {
  readonly pid: number;
  readonly socketDirectory: SocketDirectory;
  readonly child?: ChildProcess;
}

const startWithinMs = 60_000;
/** Long, because a machine may be busy and a server that is ended has to recover. */
const answerWithinMs = 6_000;
const tryEveryMs = 25;

/**
 * Starts a PostgreSQL of our own on a Unix socket in the data directory, or takes over one that a killed process left
 * behind. It stops with this process. Throws `ClusterError` with a text for people.
 */
export const startPrivateCluster = async (options: PrivateClusterOptions): Promise<PrivateCluster> => {
  const dataDir = resolve(options.dataDir);
  const clusterDirectory = join(dataDir, "postgres");
  await makeDataDirectory(dataDir);
  const found = await reachOrphan(clusterDirectory, options.log);
  const server = found?.server ?? (await startServer(options, dataDir, clusterDirectory));
  const ended = Promise.withResolvers<void>();
  const holder = found?.holder ?? (await reachNew(server, join(dataDir, "postgres.log"), ended.resolve));
  found?.onClose(ended.resolve);
  if (!(await takeOwnership(holder))) {
    const owner = (await findOwner(holder)) ?? "another process";
    holder.destroy();
    throw new ClusterError(
      `The data directory ${dataDir} is in use by ${owner}. Stop that one, or choose another with --data-dir.`,
    );
  }
  const watchdog = startWatchdog(server.pid, clusterDirectory);
  const stopAtExit = (): void => signalProcess(server.pid, "SIGINT");
  process.once("exit", stopAtExit);
  await setUpDatabase(holder);

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    process.off("exit", stopAtExit);
    holder.destroy();
    if (!(await stopPostmaster(server.pid))) options.log.error({ pid: server.pid }, "PostgreSQL does not stop");
    watchdog.dismiss();
    if (server.socketDirectory.isTemporary) await rm(server.socketDirectory.path, { recursive: true, force: true });
  };
  return {
    ...urlsOf(server.socketDirectory.path),
    pid: server.pid,
    ended: ended.promise,
    stop: () => (stopping ??= stop()),
  };
};

const startServer = async (
  options: PrivateClusterOptions,
  dataDir: string,
  clusterDirectory: string,
): Promise<Server> => {
  const binaries = await findBinaries({ dataDir, clusterDirectory, ...optional("installed", options.installed) });
  const account = await chooseAccount({ clusterDirectory, paths: [dataDir, binaries.directory] });
  await initialiseCluster({ binaries: binaries.directory, clusterDirectory, account });
  const socketDirectory = await makeSocketDirectory(dataDir, account);
  const child = await spawnPostmaster({
    binaries: binaries.directory,
    clusterDirectory,
    socketDirectory: socketDirectory.path,
    logFile: join(dataDir, "postgres.log"),
    account,
    settings: options.settings ?? {},
  }).catch((error: unknown) => {
    throw explainFailure("The private PostgreSQL could not be started.", error instanceof Error ? error.message : "");
  });
  if (child.pid === undefined) throw new ClusterError("The private PostgreSQL could not be started.");
  options.log.info({ pid: child.pid, version: binaries.major, component: "postgres" }, "PostgreSQL started");
  return { pid: child.pid, socketDirectory, child };
};

/** Connects once the server answers. A server that lost the race for the directory leaves it to the winner. */
const reachNew = async (server: Server, logFile: string, onClose: () => void): Promise<Lane> => {
  const until = performance.now() + startWithinMs;
  while (performance.now() < until) {
    // oxlint-disable-next-line no-await-in-loop -- until it answers
    const holder = await connect(server.socketDirectory.path, onClose);
    if (typeof holder === "object") return holder;
    if (server.child?.exitCode !== null || !isAlive(server.pid)) break;
    // oxlint-disable-next-line no-await-in-loop
    await pause(tryEveryMs);
  }
  const output = await readFile(logFile, "utf8").catch(() => "");
  if (/lock file "postmaster\.pid" already exists/.test(output))
    throw new ClusterError("The data directory is in use by another process that started at the same time.");
  throw explainFailure("The private PostgreSQL did not start.", output);
};

const nothing = (): void => undefined;

/** A server that runs already: an orphan to take over, one that is going down, or one that does not answer. */
const reachOrphan = async (clusterDirectory: string, log: Logger) => {
  const running = existsSync(clusterDirectory) ? await findRunning(clusterDirectory) : undefined;
  if (running === undefined) return undefined;
  let notify = nothing;
  const startedAtMs = performance.now();
  let patienceMs = answerWithinMs;
  while (isAlive(running.pid) && performance.now() - startedAtMs < patienceMs) {
    // oxlint-disable-next-line no-await-in-loop -- until it answers or is gone
    const holder = await connect(running.socketDirectory, () => notify());
    // It recovers, or goes down in order: that may take long and must not be cut short.
    if (holder === "busy") patienceMs = startWithinMs;
    if (typeof holder === "object") {
      log.info({ pid: running.pid, component: "postgres" }, "Found a PostgreSQL that runs on this data directory");
      const isTemporary = !running.socketDirectory.startsWith(resolve(clusterDirectory, ".."));
      const server: Server = { pid: running.pid, socketDirectory: { path: running.socketDirectory, isTemporary } };
      return { server, holder, onClose: (call: () => void) => void (notify = call) };
    }
    // oxlint-disable-next-line no-await-in-loop
    await pause(tryEveryMs);
  }
  if (isAlive(running.pid)) log.warn({ pid: running.pid }, "Ending a PostgreSQL that does not answer");
  if (!(await stopPostmaster(running.pid, byForce)))
    throw new ClusterError(`A PostgreSQL (process ${running.pid}) on this data directory neither answers nor stops.`);
  return undefined;
};

/** "busy": it answers, but takes no one in (yet, or any more); "silent": no answer. */
const connect = async (socketDirectory: string, onClose: () => void): Promise<Lane | "busy" | "silent"> => {
  let isUp = false;
  // A server that is starting closes connections too; only the end of one that was up is the server's end.
  const lane = openHolder(socketDirectory, `breezeway process ${ownPid}`, () => {
    if (isUp) onClose();
  });
  const late = setTimeout(() => lane.destroy(), answerWithinMs);
  try {
    await lane.sql.unsafe("SELECT 1");
    isUp = true;
    return lane;
  } catch (error) {
    lane.destroy();
    return readSqlState(error) === undefined ? "silent" : "busy";
  } finally {
    clearTimeout(late);
  }
};

const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
