import type { Logger } from "@breezeway/core";
import type { Sighting } from "@breezeway/db";
import { LRUCache } from "lru-cache";
import type { Caller } from "../identify/caller.ts";
import type { LiveServer } from "../live/live-server.ts";
import type { RpcClient } from "../mcp/classify.ts";

/** Remembers which connections were seen, and reports them now and then, one entry each. */
export interface Sightings {
  /** The client as far as it is known; `client` is what this request says of it. */
  readonly clientOf: (caller: Caller, client: RpcClient | undefined) => RpcClient;
  /** `calls`: 1 for a tool call, 0 otherwise. */
  readonly see: (input: {
    readonly server: LiveServer;
    readonly caller: Caller;
    readonly client: RpcClient | undefined;
    readonly calls: number;
  }) => void;
  readonly flush: () => Promise<void>;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface SightingsOptions {
  readonly record: (sightings: readonly Sighting[]) => Promise<void>;
  readonly touchKeys: (uses: readonly { readonly id: string; readonly usedAtMs: number }[]) => Promise<void>;
  readonly clock: () => number;
  readonly log: Logger;
  readonly intervalMs?: number;
}

const defaultIntervalMs = 10_000;
const maxPending = 20_000;
const maxClients = 20_000;
const unknownClient: RpcClient = { name: "", version: "" };

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

export const createSightings = (options: SightingsOptions): Sightings => {
  // A connection's hash is of its server alone.
  let pending = new Map<string, Mutable<Sighting>>();
  let keyUses = new Map<string, number>();
  // A legacy client names itself in `initialize` only; what it said is remembered for its later calls here.
  const clients = new LRUCache<string, RpcClient>({ max: maxClients });
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    const batch = [...pending.values()];
    const uses = [...keyUses].map(([id, usedAtMs]) => ({ id, usedAtMs }));
    pending = new Map();
    keyUses = new Map();
    try {
      if (batch.length > 0) await options.record(batch);
      if (uses.length > 0) await options.touchKeys(uses);
    } catch (error) {
      // Sightings are a convenience: a lost batch costs a date, so it is not kept.
      options.log.warn(
        { error, count: batch.length, component: "sightings" },
        "Connection sightings could not be written.",
      );
    }
  };

  const clientOf: Sightings["clientOf"] = (caller, client) =>
    client ?? clients.get(caller.connectionHash) ?? clientOfGrant(caller);

  return {
    clientOf,
    see: ({ server, caller, client, calls }) => {
      const { connectionHash } = caller;
      if (client !== undefined && calls === 0) clients.set(connectionHash, client);
      // Who tries a draft is a member of the workspace, not a connection.
      if (caller.kind === "draft") return;
      // Anybody can make up a bearer: one is a connection once the API has taken it, at a call.
      if (caller.kind === "bearer" && calls === 0) return;
      const nowMs = options.clock();
      const entry = pending.get(connectionHash);
      if (entry !== undefined) {
        entry.calls += calls;
        entry.seenAtMs = nowMs;
      } else if (pending.size < maxPending) {
        const known = clientOf(caller, client);
        pending.set(connectionHash, {
          serverId: server.serverId,
          hash: connectionHash,
          kind: caller.kind,
          clientName: known.name,
          clientVersion: known.version,
          readOnly: caller.limits.readOnly,
          calls,
          seenAtMs: nowMs,
        });
      }
      if (caller.accessKeyId !== undefined) keyUses.set(caller.accessKeyId, nowMs);
    },
    flush,
    start: () => {
      timer = setInterval(() => void flush(), options.intervalMs ?? defaultIntervalMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
};

const clientOfGrant = ({ client }: Caller): RpcClient =>
  client?.name === undefined ? unknownClient : { name: client.name, version: client.version ?? "" };
