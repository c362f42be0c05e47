import { systemClock } from "@breezeway/core";
import { createDashboard } from "@breezeway/dashboard";
import type { Dashboard } from "@breezeway/dashboard";
import { openPlaneDatabase } from "./open-plane-database.ts";
import { openEgress } from "./plane-input.ts";
import type { PlaneInput } from "./plane-input.ts";

/** The control plane: JSON API and web app. */
export const startDashboard = async (
  input: PlaneInput & {
    /** Shows the operator of a development start what cannot be mailed. */
    readonly printLetter?: (text: string) => void;
  },
): Promise<Dashboard> => {
  const { config, log, lifetime, printLetter } = input;
  const dashboard = createDashboard({
    config,
    database: await openPlaneDatabase(input, "control"),
    egress: openEgress(config, lifetime),
    log: log.child({ component: "dashboard" }),
    clock: systemClock,
    ...(printLetter && { print: printLetter }),
  });
  await dashboard.start();
  lifetime.onStop("dashboard", () => dashboard.stop());
  return dashboard;
};
