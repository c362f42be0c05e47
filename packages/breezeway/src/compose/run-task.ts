import { createLogger } from "@breezeway/core";
import type { Config, Logger } from "@breezeway/core";
import { pino } from "pino";
import { createLifetime } from "./lifetime.ts";
import type { Lifetime } from "./lifetime.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./open-store.ts";

export interface Task {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly lifetime: Lifetime;
}

/** Runs one piece of work against the database, also beside a Breezeway that is running, and ends; logs go to standard error, results to standard output. */
export const runTask = async (config: Config, work: (task: Task) => Promise<void>): Promise<void> => {
  const log = createLogger({
    level: config.logLevel === "info" ? "warn" : config.logLevel,
    name: "breezeway",
    destination: pino.destination(2),
  });
  const lifetime = createLifetime(log);
  try {
    const store = await openStore({ config, log, lifetime, migrates: false, joins: true });
    await work({ config, store, log, lifetime });
  } finally {
    await lifetime.stop();
  }
};
