import { createEgress } from "@breezeway/core";
import type { Config, Egress, Logger } from "@breezeway/core";
import type { Lifetime } from "./lifetime.ts";
import type { Store } from "./open-store.ts";

/** What a plane is started with. */
export interface PlaneInput {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly lifetime: Lifetime;
}

/** Each plane has its own way out, so that neither waits for the other's connections. */
export const openEgress = (config: Config, lifetime: Lifetime): Egress => {
  const egress = createEgress(config.egress);
  lifetime.onStop("outbound connections", () => egress.close());
  return egress;
};
