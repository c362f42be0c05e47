import { clientAddress, compileCidrs, createConnectionHasher, parseOperatorProviders } from "@breezeway/core";
import type {
  AddressMatcher,
  Clock,
  Config,
  Egress,
  Keyring,
  Logger,
  ProviderAccess,
  ProviderId,
} from "@breezeway/core";
import type { Database } from "@breezeway/db";
import type { Context, Hono } from "hono";
import type { RateLimiter } from "../admit/rate-limiter.ts";
import { readHeader, readPeer } from "../http/read-header.ts";
import type { LiveServers } from "../live/live-servers.ts";
import { createClientKeyring } from "./client/client-keyring.ts";
import { createFacadeStores } from "./facade-stores.ts";
import { createOAuthFacade } from "./facade.ts";

export interface OpenFacadeInput {
  readonly config: Config;
  /** Opened with role `data`. */
  readonly database: Database;
  readonly keyring: Keyring;
  readonly egress: Egress;
  readonly log: Logger;
  readonly clock: Clock;
  /** Of all replicas, where they share one. */
  readonly limiter: RateLimiter;
  readonly find: LiveServers["find"];
}

/** The façade of a deployment: configuration and Postgres behind it. */
export const openOAuthFacade = (input: OpenFacadeInput): Hono => {
  const { config, database, keyring, egress, log, clock, limiter, find } = input;
  return createOAuthFacade({
    ...createFacadeStores({
      database,
      keyring,
      operatorProviders: readOperatorProviders(config),
      findServer: async ({ workspaceSlug, serverSlug }) => find(workspaceSlug, serverSlug),
    }),
    publicUrl: config.publicUrl,
    dashboardUrl: config.dashboardUrl,
    environment: config.environment,
    keyring,
    clientKeyring: createClientKeyring(config.connectionHashKey),
    hashConnection: createConnectionHasher(config.connectionHashKey),
    egress,
    log,
    clock,
    limiter,
    addressOf: readAddress(compileCidrs(config.trustedProxies)),
  });
};

const readAddress =
  (isTrustedProxy: AddressMatcher) =>
  (c: Context): string | undefined =>
    clientAddress(readPeer(c), readHeader(c, "x-forwarded-for"), isTrustedProxy);

const readOperatorProviders = ({ operatorProviders }: Config): ReadonlyMap<ProviderId, ProviderAccess> => {
  if (operatorProviders === undefined) return new Map();
  const parsed = parseOperatorProviders(operatorProviders);
  if (parsed.ok) return parsed.providers;
  throw new Error(`The operator's providers cannot be read:\n${parsed.problems.join("\n")}`);
};
