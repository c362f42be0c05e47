import { createLogger } from "@breezeway/core";
import type { Hono } from "hono";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { writeReadyFile } from "../cli/ready-file.ts";
import { createLifetime, stopOnDefect, stopOnSignals } from "../compose/lifetime.ts";
import { listen } from "../compose/listen.ts";
import { openStore } from "../compose/open-store.ts";
import type { PlaneInput } from "../compose/plane-input.ts";

export interface PlaneOptions {
  readonly port?: string;
  readonly host?: string;
  readonly dataDir?: string;
  readonly readyFile?: string;
}

/** `breezeway runtime`: one replica of the data plane. */
export const runRuntime = (options: PlaneOptions): Promise<void> =>
  runPlane(options, async (input) => {
    const { startRuntime } = await import("../compose/start-runtime.ts");
    const runtime = await startRuntime(input);
    return { app: runtime.app, drain: () => runtime.drain() };
  });

/** `breezeway dashboard`: one replica of the control plane. */
export const runDashboard = (options: PlaneOptions): Promise<void> =>
  runPlane(options, async (input) => {
    const { startDashboard } = await import("../compose/start-dashboard.ts");
    const dashboard = await startDashboard(input);
    return { app: dashboard.app, drain: async () => undefined };
  });

const runPlane = async (
  options: PlaneOptions,
  start: (input: PlaneInput) => Promise<{ readonly app: Pick<Hono, "fetch">; readonly drain: () => Promise<void> }>,
): Promise<void> => {
  const config = configWith({
    PORT: options.port,
    HOST: options.host,
    DATA_DIR: options.dataDir && fromWhereTheUserStands(options.dataDir),
  });
  const log = createLogger({ level: config.logLevel, name: "breezeway" });
  const lifetime = createLifetime(log);
  stopOnDefect(lifetime, log);
  stopOnSignals(lifetime, log);
  try {
    const store = await openStore({ config, log, lifetime, migrates: false });
    const plane = await start({ config, store, log, lifetime });
    const listener = await listen({ app: plane.app, host: config.host, port: config.port });
    lifetime.onStop("listener", () => listener.close());
    lifetime.onStop("requests in flight", plane.drain);
    log.info({ host: config.host, port: listener.port }, "Serving.");
    if (options.readyFile)
      await writeReadyFile(
        fromWhereTheUserStands(options.readyFile),
        { url: `http://${config.host}:${listener.port}` },
        lifetime,
      );
  } catch (error) {
    await lifetime.stop();
    throw error;
  }
  await lifetime.stopped;
};
