import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** A server under test, alone on its core, and what it has used so far. */
export interface HostProcess {
  readonly url: string;
  readonly pid: number;
  /** CPU time in microseconds since the process began, all threads. */
  cpuUs(): number;
  residentBytes(): number;
  stop(): Promise<void>;
}

const ticksPerSecond = Number(spawnSync("getconf", ["CLK_TCK"], { encoding: "utf8" }).stdout.trim() || "100");
const pageBytes = Number(spawnSync("getconf", ["PAGESIZE"], { encoding: "utf8" }).stdout.trim() || "4096");

/** Starts a host, waits until it says `ready` (or writes its ready file), and puts all its threads on one core. */
export const startHost = async (input: {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url: string;
  readonly core?: number;
  readonly readyFile?: string;
}): Promise<HostProcess> => {
  const child = spawn(process.execPath, [...input.args], {
    env: { ...process.env, ...input.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await (input.readyFile ? fileAppears(input.readyFile, child) : saysReady(child));
  const pid = child.pid;
  if (pid === undefined) throw new Error("The host has no process id.");
  if (input.core !== undefined) spawnSync("taskset", ["-apc", String(input.core), String(pid)]);
  child.stdout.resume();
  return {
    url: input.url,
    pid,
    cpuUs: () => readCpuUs(pid),
    residentBytes: () => readResidentBytes(pid),
    stop: async () => {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      await ended;
      if (input.readyFile) rmSync(input.readyFile, { force: true });
    },
  };
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

/** Fields 14 and 15 of /proc/PID/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const readCpuUs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
};

const readResidentBytes = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * pageBytes;
