import type { Config, Logger, Secret } from "@breezeway/core";
import { findServedCluster, migrate, openDatabase, startPrivateCluster } from "@breezeway/db";
import type { Database, DatabaseRole } from "@breezeway/db";
import type { Lifetime } from "./lifetime.ts";

export interface Store {
  /** Where the serving roles log in. */
  readonly url: Secret;
  open(role: DatabaseRole): Database;
}

/** The database of this process: the configured one, else a private cluster in the data directory. */
export const openStore = async (input: {
  readonly config: Config;
  readonly log: Logger;
  readonly lifetime: Lifetime;
  /** Bring the schema up to date first. Always done for a private cluster. */
  readonly migrates: boolean;
  /** Use the private cluster of a Breezeway that is running on this data directory, as a command beside it does. */
  readonly joins?: boolean;
}): Promise<Store> => {
  const { config, log, lifetime } = input;
  const { url, migrateUrl, isPrivate } =
    (await findServed(config, input.joins)) ?? (await findDatabase(config, log, lifetime));
  if (isPrivate || input.migrates) await migrate({ url: migrateUrl, log });
  return {
    url,
    open: (role) => {
      const database = openDatabase({
        url: role === "owner" ? migrateUrl : url,
        role,
        log,
        refusePrivilegedLogin: config.environment === "production",
      });
      lifetime.onStop(`${role} connections`, () => database.close());
      return database;
    },
  };
};

/** Its schema is the running process's business: it was brought up to date when that one started. */
const findServed = async (config: Config, joins: boolean | undefined) => {
  if (joins !== true || config.databaseUrl || config.migrateDatabaseUrl) return undefined;
  const served = await findServedCluster({ dataDir: config.dataDir });
  return served && { ...served, isPrivate: false };
};

const findDatabase = async (config: Config, log: Logger, lifetime: Lifetime) => {
  const given = config.databaseUrl ?? config.migrateDatabaseUrl;
  if (given) return { url: given, migrateUrl: config.migrateDatabaseUrl ?? given, isPrivate: false };
  const cluster = await startPrivateCluster({ dataDir: config.dataDir, log });
  let isStopping = false;
  lifetime.onStop("private PostgreSQL", () => {
    isStopping = true;
    return cluster.stop();
  });
  const stopWithCluster = async (): Promise<void> => {
    await cluster.ended;
    if (isStopping) return;
    log.fatal({ component: "postgres" }, "The private PostgreSQL has ended; stopping.");
    process.exitCode = 1;
    await lifetime.stop();
  };
  void stopWithCluster();
  return { url: cluster.url, migrateUrl: cluster.migrateUrl, isPrivate: true };
};
