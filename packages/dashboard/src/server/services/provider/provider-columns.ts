import type { JsonObject, ProviderConfig } from "@breezeway/core";
import type { Deps } from "../../context.ts";

/** A configuration as its row holds it. */
export const providerColumns = (config: ProviderConfig) => ({
  preset: config.preset,
  name: config.name,
  clientId: config.clientId,
  settings: JSON.parse(JSON.stringify(config)) as JsonObject,
});

/** Addresses that the egress guard would refuse at sign-in are refused here, where they can be mended. */
export const checkEndpoints = ({ egress }: Deps, config: ProviderConfig): void => {
  for (const url of [config.tokenEndpoint, config.revocationEndpoint, config.site?.accessibleResourcesUrl])
    if (url !== undefined) egress.check(url);
};
