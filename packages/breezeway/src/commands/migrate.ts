import { createLogger } from "@breezeway/core";
import { pino } from "pino";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { createLifetime } from "../compose/lifetime.ts";
import { openStore } from "../compose/open-store.ts";

/** `breezeway migrate`: brings the database to this version's schema; several at once do no harm. */
export const migrate = async ({ dataDir }: { readonly dataDir?: string }): Promise<void> => {
  const config = configWith({ DATA_DIR: dataDir && fromWhereTheUserStands(dataDir) });
  const log = createLogger({ level: config.logLevel, name: "breezeway", destination: pino.destination(2) });
  const lifetime = createLifetime(log);
  try {
    await openStore({ config, log, lifetime, migrates: true });
    process.stdout.write("The database is up to date.\n");
  } finally {
    await lifetime.stop();
  }
};
