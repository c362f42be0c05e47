import { systemClock } from "@breezeway/core";
import { createRuntime } from "@breezeway/runtime";
import type { Runtime } from "@breezeway/runtime";
import { openPlaneDatabase } from "./open-plane-database.ts";
import { openEgress } from "./plane-input.ts";
import type { PlaneInput } from "./plane-input.ts";

/** The data plane, following the change feed. The caller drains it after its listener. */
export const startRuntime = async (input: PlaneInput): Promise<Runtime> => {
  const { config, log, lifetime } = input;
  const runtime = createRuntime({
    config,
    database: await openPlaneDatabase(input, "data"),
    keyring: config.keyring,
    egress: openEgress(config, lifetime),
    log: log.child({ component: "runtime" }),
    clock: systemClock,
  });
  await runtime.start();
  return runtime;
};
