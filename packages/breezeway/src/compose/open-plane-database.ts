import { checkSchema, startUpkeep } from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { checkKeys } from "./check-keys.ts";
import type { PlaneInput } from "./plane-input.ts";

/**
 * The database of one plane, fit to serve: its schema is this code's, its keys are this deployment's, its partitions
 * are there, and it is kept in order while the process runs.
 */
export const openPlaneDatabase = async (
  { config, store, log, lifetime }: PlaneInput,
  role: "control" | "data",
): Promise<Database> => {
  const database = store.open(role);
  await checkSchema(database);
  await checkKeys(config, database);
  const upkeep = startUpkeep({ database, role, log });
  lifetime.onStop(`${role} upkeep`, () => upkeep.stop());
  await upkeep.runNow();
  return database;
};
