import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A server under test, alone on its core, and what it has used so far. */
export interface HostProcess {
  readonly url: string;
  readonly pid: number;
  /** CPU time in microseconds since the process began, all threads; with its workers, without its PostgreSQL. */
  cpuUs(): number;
  residentBytes(): number;
  stop(): Promise<void>;
}

export interface HostOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url: string;
  /** Core of the host, `undefined` for any; its PostgreSQL goes to `databaseCore`. */
  readonly core?: number;
  readonly databaseCore?: number;
  readonly readyFile?: string;
}

const ticksPerSecond = Number(spawnSync("getconf", ["CLK_TCK"], { encoding: "utf8" }).stdout.trim() || "100");
const pageBytes = Number(spawnSync("getconf", ["PAGESIZE"], { encoding: "utf8" }).stdout.trim() || "4096");

/** Starts a host, waits until it says `ready` (or writes its ready file), and puts all its threads on one core. */
export const startHost = async (input: HostOptions): Promise<HostProcess> => {
  const child = spawn(process.execPath, [...input.args], {
    env: { ...process.env, ...input.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await (input.readyFile ? fileAppears(input.readyFile, child) : saysReady(child));
  const { pid } = child;
  if (pid === undefined) throw new Error("The host has no process id.");
  const family = descendants(pid);
  const servers = [pid, ...family.filter((id) => nameOf(id) !== "postgres")];
  for (const id of servers) pin(id, input.core);
  for (const id of family.filter((other) => !servers.includes(other))) pin(id, input.databaseCore);
  child.stdout.resume();
  return {
    url: input.url,
    pid,
    cpuUs: () => sum(servers.map(readCpuUs)),
    residentBytes: () => sum(servers.map(readResidentBytes)),
    stop: async () => {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      await ended;
      if (input.readyFile) rmSync(input.readyFile, { force: true });
    },
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const pin = (pid: number, core: number | undefined): void => {
  if (core !== undefined) spawnSync("taskset", ["-apc", String(core), String(pid)]);
};

const saysReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`A host ended early with code ${String(code)}.`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("ready")) resolve();
    });
  });

const fileAppears = async (path: string, child: ChildProcess): Promise<void> => {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 50) {
    if (existsSync(path)) return;
    if (child.exitCode !== null) throw new Error(`A host ended early with code ${child.exitCode}.`);
    await delay(50);
  }
  throw new Error("A host was not ready within two minutes.");
};

/** Fields after the name in /proc/PID/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const readStat = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");

const readCpuUs = (pid: number): number => {
  const fields = readStat(pid);
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
};

const readResidentBytes = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * pageBytes;

const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, "utf8").trim();

const descendants = (pid: number): number[] => {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry) || !existsSync(`/proc/${entry}/stat`)) continue;
    const parent = Number(parentOf(Number(entry)));
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const below = (id: number): number[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
};

const parentOf = (pid: number): string | undefined => {
  try {
    return readStat(pid)[1];
  } catch {
    // It ended between the listing and the look.
    return undefined;
  }
};
