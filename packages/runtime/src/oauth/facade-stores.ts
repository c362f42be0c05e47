import type { Keyring, ProviderAccess, ProviderId } from "@breezeway/core";
import {
  loadProvider,
  recordSightings,
  reportRefusedProvider,
  revokeConnection,
  spendValue,
  unspendValue,
} from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { openProvider } from "../upstream/open-provider.ts";
import type { FacadeStores } from "./facade-deps.ts";

export interface FacadeStoresInput {
  /** Opened with role `data`. */
  readonly database: Database;
  readonly keyring: Keyring;
  /** Providers that the operator shares with all workspaces. */
  readonly operatorProviders: ReadonlyMap<ProviderId, ProviderAccess>;
  /** The live view of published servers. */
  readonly findServer: FacadeStores["findServer"];
}

/** The façade's stores over Postgres. A provider's secret is opened for each use and kept nowhere. */
export const createFacadeStores = (input: FacadeStoresInput): FacadeStores => {
  const { database, keyring, operatorProviders, findServer } = input;
  return {
    findServer,
    loadProvider: async ({ workspaceId, providerId }) => {
      const shared = operatorProviders.get(providerId);
      if (shared) return shared;
      const stored = await database.inWorkspace({ workspaceId }, (tx) => loadProvider(tx, { providerId }));
      return stored && openProvider(keyring, stored);
    },
    reportRefusedProvider: ({ workspaceId, providerId }) =>
      database.inWorkspace({ workspaceId }, (tx) => reportRefusedProvider(tx, { providerId })),
    spent: {
      spend: (hash, expiresAtMs) => database.unscoped((tx) => spendValue(tx, { hash, expiresAtMs })),
      unspend: (hash) => database.unscoped((tx) => unspendValue(tx, { hash })),
    },
    recordConnection: ({ serverId, connectionHash, clientName, readOnly, seenAtMs }) =>
      database.unscoped((tx) =>
        recordSightings(tx, [
          {
            serverId,
            hash: connectionHash,
            kind: "grant",
            clientName,
            clientVersion: "",
            readOnly,
            calls: 0,
            seenAtMs,
          },
        ]),
      ),
    revokeConnection: ({ workspaceId, serverId, connectionHash, deniedUntilMs }) =>
      database.inWorkspace({ workspaceId }, (tx) =>
        revokeConnection(tx, { serverId, hash: connectionHash, kind: "grant", deniedUntilMs }),
      ),
  };
};
