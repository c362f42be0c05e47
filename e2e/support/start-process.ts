import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./repository.ts";

/** What `--ready-file` says once all is up. */
export interface ReadyFile {
  readonly dashboardUrl?: string;
  readonly email?: string;
  readonly password?: string;
  readonly mcpUrl?: string;
  readonly token?: string;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly ready: ReadyFile;
  /** From spawn to ready. */
  readonly startupMs: number;
  /** Everything written to standard output and error so far. */
  logs(): string;
  /** Ends it as Ctrl-C does, and waits. Resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash does, and waits. */
  kill(): Promise<void>;
}

const main = join(repositoryRoot, "packages", "breezeway", "src", "main.ts");
const limitMs = 90_000;

/** Starts the real product through its command line and waits for its ready file. */
export const startProcess = async (input: {
  readonly args: readonly string[];
  readonly readyFile: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<RunningProcess> => {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ["--conditions=breezeway-source", main, ...input.args, "--ready-file", input.readyFile],
    {
      cwd: repositoryRoot,
      env: { ...cleanEnvironment(), ALLOWED_PRIVATE_NETWORKS: "127.0.0.1", ...input.env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const logs = (): string => Buffer.concat(output).toString();
  const ready = await waitForReady(child, input.readyFile, logs);
  return {
    child,
    ready,
    startupMs: performance.now() - startedAt,
    logs,
    stop: () => end(child, "SIGINT"),
    kill: async () => {
      await end(child, "SIGKILL");
    },
  };
};

/** Runs a command of the product to its end. */
export const runCommand = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--conditions=breezeway-source", main, ...args], {
      cwd: repositoryRoot,
      env: { ...cleanEnvironment(), ALLOWED_PRIVATE_NETWORKS: "127.0.0.1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });

const waitForReady = (child: ChildProcess, file: string, logs: () => string): Promise<ReadyFile> =>
  new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill("SIGKILL");
      finish(() => reject(new Error(`Not ready after ${limitMs / 1_000} s. Its output:\n${logs()}`)));
    }, limitMs);
    const watch = setInterval(() => {
      const value = readWhole(file);
      if (value !== undefined) finish(() => resolve(value));
    }, 20);
    const onExit = (code: number | null): void =>
      finish(() => reject(new Error(`Ended with ${code} before it was ready. Its output:\n${logs()}`)));
    const finish = (settle: () => void): void => {
      clearTimeout(limit);
      clearInterval(watch);
      child.off("exit", onExit);
      settle();
    };
    child.once("exit", onExit);
  });

// The file may be seen half written: then it is no JSON yet.
const readWhole = (file: string): ReadyFile | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ReadyFile;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else {
      child.once("exit", (code) => resolve(code));
      child.kill(signal);
    }
  });

// Settings of the shell that runs the tests must not reach the product.
const cleanEnvironment = (): NodeJS.ProcessEnv => {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "USER", "LOGNAME"];
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
};
