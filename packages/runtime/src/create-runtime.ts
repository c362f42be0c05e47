import type { Config, Egress, Keyring, Logger } from "@breezeway/core";
import {
  createChangeFeed,
  recordSightings,
  touchAccessKeys,
  writeAuditEvents,
  writeAuditIntents,
  writeAuditOutcomes,
} from "@breezeway/db";
import type { ChangeFeed, Database } from "@breezeway/db";
import type { Hono } from "hono";
import { createMemoryRateLimiter } from "./admit/rate-limiter.ts";
import { createSharedRateLimiter, openRedis } from "./admit/redis-rate-limiter.ts";
import { composeDataPlane } from "./compose-data-plane.ts";
import { createDatabaseSource } from "./live/database-source.ts";
import { openOAuthFacade } from "./oauth/open-facade.ts";
import { createDatabaseSecrets } from "./upstream/database-secrets.ts";

export interface RuntimeDeps {
  readonly config: Config;
  /** Opened with role `data`. */
  readonly database: Database;
  readonly keyring: Keyring;
  readonly egress: Egress;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface Runtime {
  readonly app: Hono;
  /** Begins to follow the change feed and to report sightings; `/readyz` answers 200 after the first contact. Rejects when there was none; it goes on trying. */
  readonly start: () => Promise<void>;
  /** Answers with `connection: close` from now on, waits for calls in flight (20 s at most), then writes what is queued. */
  readonly drain: () => Promise<void>;
}

/** The data plane over Postgres: MCP endpoints, OAuth façade, health and metrics, as one app. */
export const createRuntime = ({ config, database, keyring, egress, log, clock }: RuntimeDeps): Runtime => {
  const contact: { feed?: ChangeFeed } = {};
  const limiter =
    config.redisUrl === undefined
      ? createMemoryRateLimiter(clock)
      : createSharedRateLimiter({
          runner: openRedis(config.redisUrl, log),
          hashKey: config.connectionHashKey,
          clock,
          log,
        });
  const plane = composeDataPlane({
    config,
    keyring,
    egress,
    log,
    clock,
    live: createDatabaseSource(database),
    secrets: createDatabaseSecrets(database, keyring),
    audit: {
      writeIntents: (intents) => writeAuditIntents(database, intents),
      writeEvents: (events) =>
        (config.auditMode === "strict" ? writeAuditOutcomes : writeAuditEvents)(database, events),
    },
    recordSightings: (batch) => database.unscoped((tx) => recordSightings(tx, batch)),
    touchAccessKeys: (uses) => database.unscoped((tx) => touchAccessKeys(tx, uses)),
    limiter,
    lastCaughtUpAt: () => contact.feed?.lastCaughtUpAt(),
  });
  const facade = openOAuthFacade({ config, database, keyring, egress, log, clock, limiter, find: plane.live.find });
  plane.mount(facade, ["/oauth/*", "/.well-known/*"]);
  const feed = createChangeFeed({ database, log, clock, onChanges: plane.onChanges, onReset: plane.onReset });
  contact.feed = feed;
  return {
    app: plane.app,
    start: async () => {
      plane.start();
      await feed.start();
    },
    drain: async () => {
      await plane.drain();
      await feed.stop();
    },
  };
};
