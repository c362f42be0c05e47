// Whether an identified caller may go on now. Revoked connections and foreign tokens are turned away before, by identify.
import { addressBucket, compileCidrs } from "@breezeway/core";
import type { AddressMatcher } from "@breezeway/core";
import type { LiveServer } from "../live/live-server.ts";
import type { Caller } from "../identify/caller.ts";
import type { RateLimiter } from "./rate-limiter.ts";

export interface Refusal {
  readonly status: 403 | 429 | 503;
  readonly reason: "stopped" | "address" | "rate" | "concurrency";
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

export interface Admission {
  /** Checked for every request: emergency stop, and the owner's address rule. */
  readonly checkDoor: (server: LiveServer, address: string | undefined) => Refusal | undefined;
  /** Checked for every tool call: the connection's rate; where everybody may call, the address's. */
  readonly takeCall: (call: AdmittedCall) => Refusal | undefined | Promise<Refusal | undefined>;
  /** Takes one of the server's places for calls at once; give it back with the function returned. */
  readonly occupy: (server: LiveServer) => Refusal | (() => void);
}

export interface AdmittedCall {
  readonly server: LiveServer;
  readonly caller: Caller;
  readonly address: string | undefined;
}

const stopRetrySeconds = 60;

export const createAdmission = ({ limiter }: { readonly limiter: RateLimiter }): Admission => {
  const matchers = new WeakMap<readonly string[], AddressMatcher>();
  const running = new Map<string, number>();

  const isAddressAllowed = (ranges: readonly string[], address: string | undefined): boolean => {
    if (ranges.length === 0) return true;
    const known = matchers.get(ranges);
    const matcher = known ?? compileCidrs(ranges);
    if (known === undefined) matchers.set(ranges, matcher);
    return address !== undefined && matcher(address);
  };

  const release = (serverId: string): void => {
    const left = (running.get(serverId) ?? 1) - 1;
    if (left <= 0) running.delete(serverId);
    else running.set(serverId, left);
  };

  return {
    checkDoor: (server, address) => {
      if (server.stopped)
        return {
          status: 503,
          reason: "stopped",
          message: "The owner has stopped this server.",
          retryAfterSeconds: stopRetrySeconds,
        };
      if (!isAddressAllowed(server.release.manifest.policy.allowedClientCidrs, address))
        return { status: 403, reason: "address", message: "This server does not accept calls from your network." };
      return undefined;
    },
    takeCall: ({ server, caller, address }) => {
      const { callsPerMinutePerConnection } = server.release.manifest.policy;
      if (callsPerMinutePerConnection === null) return undefined;
      // All callers of an open server share one connection: one of them must not use it up for the others.
      const isShared = caller.kind === "public";
      const key = isShared ? `${server.serverId} ${addressBucket(address ?? "unknown")}` : caller.connectionHash;
      const wait = limiter.take(key, callsPerMinutePerConnection);
      if (wait === undefined || typeof wait === "number") return refuseRate(wait);
      return wait.then(refuseRate);
    },
    occupy: (server) => {
      const { serverId } = server;
      const count = running.get(serverId) ?? 0;
      if (count >= server.release.manifest.policy.maxConcurrentCalls)
        return {
          status: 503,
          reason: "concurrency",
          message: "This server has too many calls in flight.",
          retryAfterSeconds: 1,
        };
      running.set(serverId, count + 1);
      return () => release(serverId);
    },
  };
};

const refuseRate = (waitSeconds: number | undefined): Refusal | undefined =>
  waitSeconds === undefined
    ? undefined
    : { status: 429, reason: "rate", message: "Too many calls on this connection.", retryAfterSeconds: waitSeconds };
