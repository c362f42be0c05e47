import type { Config, Egress, Keyring, Logger } from "@breezeway/core";
import type { Database } from "@breezeway/db";
import type { Hono } from "hono";

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
  /** Begins to follow the change feed and to flush audit events; `/readyz` answers 200 from then on. */
  readonly start: () => Promise<void>;
  /** Answers with `connection: close`, waits for calls in flight, flushes audit events. */
  readonly drain: () => Promise<void>;
}

/** The data plane: MCP endpoints, OAuth façade, health and metrics, as one app. */
export const createRuntime = (_deps: RuntimeDeps): Runtime => {
  throw new Error("The runtime is not built yet.");
};
