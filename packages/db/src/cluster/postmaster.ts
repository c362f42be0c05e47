import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { kill } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import type { Account } from "./account.ts";
import { asAccount, programEnvironment } from "./run-program.ts";

/** A running server as its `postmaster.pid` tells. https://www.postgresql.org/docs/18/storage-file-layout.html */
export interface RunningPostmaster {
  readonly pid: number;
  readonly socketDirectory: string;
}

/** The server that runs on this cluster directory, if its process is there. */
export const findRunning = async (clusterDirectory: string): Promise<RunningPostmaster | undefined> => {
  const text = await readFile(join(clusterDirectory, "postmaster.pid"), "utf8").catch(() => "");
  const [pidLine = "", directory = "", , , socketDirectory = ""] = text.split("\n");
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 1 || directory === "" || !isAlive(pid)) return undefined;
  return (await isPostgres(pid)) ? { pid, socketDirectory } : undefined;
};

export const isAlive = (pid: number): boolean => {
  try {
    return kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** After a reboot the number may be another program's; where that cannot be told, it counts as PostgreSQL. */
const isPostgres = async (pid: number): Promise<boolean> => {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "postgres");
  return name.trim().startsWith("postgres");
};

export interface SpawnPostmasterInput {
  readonly binaries: string;
  readonly clusterDirectory: string;
  readonly socketDirectory: string;
  readonly logFile: string;
  readonly account: Account;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts the server in a session of its own, so that Ctrl-C reaches us first and we stop it in order. */
export const spawnPostmaster = async (input: SpawnPostmasterInput): Promise<ChildProcess> => {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: input.socketDirectory,
    unix_socket_permissions: "0700",
    // A failed statement must not leave its text, which may hold values, in the log.
    log_min_error_statement: "panic",
    log_min_messages: "warning",
    wal_level: "minimal",
    max_wal_senders: "0",
    min_wal_size: "32MB",
    max_wal_size: "512MB",
    shared_buffers: "64MB",
    jit: "off",
    huge_pages: "off",
    timezone: "UTC",
    ...input.settings,
  };
  const programArguments = [
    "-D",
    input.clusterDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const command = asAccount(join(input.binaries, "postgres"), programArguments, input.account);
  const log = await open(input.logFile, "w", 0o600);
  try {
    const child = spawn(command.file, command.arguments, {
      ...command.identity,
      cwd: "/",
      env: programEnvironment,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await once(child, "spawn");
    child.unref();
    return child;
  } finally {
    await log.close();
  }
};

interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** Fast shutdown, then immediate, then by force. https://www.postgresql.org/docs/18/server-shutdown.html */
const inOrder: readonly StopStep[] = [
  { signal: "SIGINT", waitMs: 10_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 5_000 },
];
/** For one that does not answer: it will not shut down in order either, and recovers at the next start. */
export const byForce: readonly StopStep[] = [
  { signal: "SIGQUIT", waitMs: 1_000 },
  { signal: "SIGKILL", waitMs: 5_000 },
];
const lookEveryMs = 20;

/** True once the process is gone. */
export const stopPostmaster = async (pid: number, steps: readonly StopStep[] = inOrder): Promise<boolean> => {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(pid)) return true;
    signalProcess(pid, signal);
    const until = performance.now() + waitMs;
    while (isAlive(pid) && performance.now() < until) {
      // oxlint-disable-next-line no-await-in-loop -- a process that is not our child tells nothing: one has to look
      await pause(lookEveryMs);
    }
  }
  return !isAlive(pid);
};

export const signalProcess = (pid: number, signal: NodeJS.Signals): void => {
  try {
    kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
};
