import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DashboardSession, signInToDashboard } from "./dashboard-session.ts";
import { freePort } from "./free-port.ts";
import { type ReadyFile, type RunningProcess, startProcess } from "./start-process.ts";

/** `breezeway start` in a directory of its own. */
export interface Product {
  readonly dataDir: string;
  readonly process: RunningProcess;
  readonly ready: Required<ReadyFile>;
  signIn(): Promise<DashboardSession>;
  /** Output of every run so far. */
  logs(): string;
  /** Stops the process; the data stays. */
  stop(): Promise<number | null>;
  /** Starts again on the same data and port. */
  restart(): Promise<void>;
  /** Stops the process and removes the data. */
  remove(): Promise<void>;
}

export const startProduct = async (
  env: Readonly<Record<string, string>> = {},
  { port = 0 }: { readonly port?: number } = {},
): Promise<Product> => {
  const directory = await mkdtemp(join(tmpdir(), "breezeway-e2e-"));
  const dataDir = join(directory, "data");
  const chosenPort = port || (await freePort());
  const earlierLogs: string[] = [];
  let runs = 0;
  const run = (): Promise<RunningProcess> =>
    startProcess({
      args: ["start", "--port", String(chosenPort), "--data-dir", dataDir],
      readyFile: join(directory, `ready-${(runs += 1)}.json`),
      env,
    });
  let current = await run();
  let isRunning = true;
  const stop = async (): Promise<number | null> => {
    if (!isRunning) return null;
    isRunning = false;
    const code = await current.stop();
    earlierLogs.push(current.logs());
    return code;
  };
  return {
    dataDir,
    get process() {
      return current;
    },
    get ready() {
      return complete(current.ready);
    },
    signIn: () => signInToDashboard({ url: complete(current.ready).dashboardUrl, ...complete(current.ready) }),
    logs: () => [...earlierLogs, isRunning ? current.logs() : ""].join("\n"),
    stop,
    restart: async () => {
      await stop();
      current = await run();
      isRunning = true;
    },
    remove: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const complete = (ready: ReadyFile): Required<ReadyFile> => {
  const { dashboardUrl, email, password, mcpUrl, token } = ready;
  if (!dashboardUrl || !email || !password || !mcpUrl || !token)
    throw new Error(`The ready file lacks a field; it has ${Object.keys(ready).join(", ")}.`);
  return { dashboardUrl, email, password, mcpUrl, token };
};
