import { openSecret, providerConfig } from "@breezeway/core";
import type { Keyring, ProviderAccess } from "@breezeway/core";
import type { StoredProvider } from "@breezeway/db";

/** A stored provider with its client secret opened. */
export const openProvider = (
  keyring: Keyring,
  { id, workspaceId, settings, clientSecret }: StoredProvider,
): ProviderAccess => {
  const place = { table: "oauth_providers", column: "client_secret", rowId: id, workspaceId };
  return {
    config: providerConfig.parse(settings),
    ...(clientSecret && { clientSecret: openSecret(keyring, place, clientSecret) }),
  };
};
