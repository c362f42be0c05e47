import { systemClock } from "@breezeway/core";
import { createRuntime } from "@breezeway/runtime";
import type { Runtime } from "@breezeway/runtime";
import { checkKeys } from "./check-keys.ts";
import { openEgress } from "./plane-input.ts";
import type { PlaneInput } from "./plane-input.ts";

/** The data plane, following the change feed. The caller drains it after its listener. */
export const startRuntime = async ({ config, store, log, lifetime }: PlaneInput): Promise<Runtime> => {
  const database = store.open("data");
  await checkKeys(config, database);
  const runtime = createRuntime({
    config,
    database,
    keyring: config.keyring,
    egress: openEgress(config, lifetime),
    log: log.child({ component: "runtime" }),
    clock: systemClock,
  });
  await runtime.start();
  return runtime;
};
