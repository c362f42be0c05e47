import { systemClock } from "@breezeway/core";
import { createDashboard } from "@breezeway/dashboard";
import type { Dashboard } from "@breezeway/dashboard";
import { checkKeys } from "./check-keys.ts";
import { openEgress } from "./plane-input.ts";
import type { PlaneInput } from "./plane-input.ts";

/** The control plane: JSON API and web app. */
export const startDashboard = async ({
  config,
  store,
  log,
  lifetime,
  printLetter,
}: PlaneInput & {
  /** Shows the operator of a development start what cannot be mailed. */
  readonly printLetter?: (text: string) => void;
}): Promise<Dashboard> => {
  const database = store.open("control");
  await checkKeys(config, database);
  const dashboard = await createDashboard({
    config,
    database,
    egress: openEgress(config, lifetime),
    log: log.child({ component: "dashboard" }),
    clock: systemClock,
    ...(printLetter && { print: printLetter }),
  });
  await dashboard.start();
  lifetime.onStop("dashboard", () => dashboard.stop());
  return dashboard;
};
