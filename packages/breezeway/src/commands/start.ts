import { join } from "node:path";
import { createLogger, logLevels, processEnvironment } from "@breezeway/core";
import type { Config, Logger } from "@breezeway/core";
import type { Emulator } from "@breezeway/emulator";
import { pino } from "pino";
import { progress } from "../cli/progress.ts";
import { readyText } from "../cli/ready-text.ts";
import { writeReadyFile } from "../cli/ready-file.ts";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { freePort } from "../compose/free-port.ts";
import { createLifetime, stopOnDefect, stopOnSignals } from "../compose/lifetime.ts";
import type { Lifetime } from "../compose/lifetime.ts";
import { listen } from "../compose/listen.ts";
import { atOneOrigin } from "../compose/one-origin.ts";
import { openStore } from "../compose/open-store.ts";
import { startDashboard } from "../compose/start-dashboard.ts";
import { startRuntime } from "../compose/start-runtime.ts";
import { ensureWebApp } from "../compose/web-app.ts";
import { keepDemoAccount } from "../demo/demo-account.ts";
import type { DemoAccount } from "../demo/demo-account.ts";
import { createLetterbox } from "../demo/letterbox.ts";
import { demoWorkspace, seedDemo } from "../demo/seed-demo.ts";

export interface StartOptions {
  readonly port?: string;
  readonly dataDir?: string;
  readonly readyFile?: string;
  readonly demo: boolean;
}

interface Demo {
  readonly emulator: Emulator;
  readonly account: DemoAccount;
  readonly token: string;
}

/** `breezeway start`: both planes at one origin, and a demo workspace on top of an emulated Confluence. */
export const start = async (options: StartOptions): Promise<void> => {
  const port = options.port === "0" ? await freePort(0) : Number(options.port ?? processEnvironment()["PORT"] ?? 4400);
  const dataDir = fromWhereTheUserStands(options.dataDir ?? processEnvironment()["DATA_DIR"] ?? ".breezeway");
  const log = createLogger({
    level: logLevels.find((known) => known === processEnvironment()["LOG_LEVEL"]) ?? "info",
    name: "breezeway",
    destination: pino.destination({ dest: join(dataDir, "breezeway.log"), mkdir: true }),
  });
  const lifetime = createLifetime(log);
  stopOnDefect(lifetime, log);
  stopOnSignals(lifetime, log);
  try {
    const demo = options.demo ? await startDemo({ port, dataDir, lifetime }) : undefined;
    const config = startConfig({ port, dataDir, demo });
    const { isOwnerOurs } = await startProduct({ config, log, lifetime, demo });
    const ready = {
      dashboardUrl: config.dashboardUrl,
      ...(demo && isOwnerOurs && { email: demo.account.email, password: demo.account.password }),
      ...(demo && { token: demo.token }),
      ...(demo && { mcpUrl: demoUrl(config, "wiki"), signInMcpUrl: demoUrl(config, "wiki-sign-in") }),
    };
    if (options.readyFile) await writeReadyFile(fromWhereTheUserStands(options.readyFile), ready, lifetime);
    process.stdout.write(readyText({ ...ready, dataDir }));
  } catch (error) {
    await lifetime.stop();
    throw error;
  }
  await lifetime.stopped;
};

/** The emulator is loaded here alone: a production image does not have it. */
const startDemo = async (input: { port: number; dataDir: string; lifetime: Lifetime }): Promise<Demo> => {
  progress("Starting the Confluence emulator …");
  const { demoBearerToken, startEmulator } = await import("@breezeway/emulator");
  const emulator = await startEmulator({ port: await freePort(input.port + 1) });
  input.lifetime.onStop("emulator", () => emulator.close());
  return { emulator, account: await keepDemoAccount(input.dataDir), token: demoBearerToken() };
};

const startConfig = ({ port, dataDir, demo }: { port: number; dataDir: string; demo: Demo | undefined }): Config =>
  configWith({
    PORT: String(port),
    DATA_DIR: dataDir,
    ALLOWED_PRIVATE_NETWORKS: [
      processEnvironment()["ALLOWED_PRIVATE_NETWORKS"],
      ...(demo ? [new URL(demo.emulator.url).host, new URL(demo.emulator.mediaUrl).host] : []),
    ]
      .filter(Boolean)
      .join(","),
  });

const startProduct = async (input: {
  config: Config;
  log: Logger;
  lifetime: Lifetime;
  demo: Demo | undefined;
}): Promise<{ readonly isOwnerOurs: boolean }> => {
  const { config, log, lifetime, demo } = input;
  await ensureWebApp();
  progress(config.databaseUrl ? "Bringing the database up to date …" : "Starting PostgreSQL …");
  const store = await openStore({ config, log, lifetime, migrates: true });
  const letters = createLetterbox();
  const runtime = await startRuntime({ config, store, log, lifetime });
  const dashboard = await startDashboard({ config, store, log, lifetime, printLetter: letters.print });
  const app = atOneOrigin({ runtime: runtime.app, dashboard: dashboard.app });
  const listener = await listen({ app, host: config.host, port: config.port });
  lifetime.onStop("listener", () => listener.close());
  lifetime.onStop("calls in flight", () => runtime.drain());
  if (!demo) return { isOwnerOurs: false };
  progress("Preparing the demo workspace …");
  const entry = await letters.holdBack(() =>
    seedDemo({
      dashboard: dashboard.app,
      dashboardUrl: config.dashboardUrl,
      account: demo.account,
      emulator: demo.emulator,
      readLetter: letters.latest,
    }),
  );
  if (!entry.entered) progress(`The demo workspace is left as it is: ${entry.because}. Sign in as you set it up.`);
  return { isOwnerOurs: entry.entered };
};

const demoUrl = (config: Config, server: string): string => `${config.publicUrl}/mcp/${demoWorkspace}/${server}`;
