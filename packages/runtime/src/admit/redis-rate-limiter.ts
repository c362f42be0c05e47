import { createHmac } from "node:crypto";
import type { Clock, Logger, Secret } from "@breezeway/core";
import { Redis } from "ioredis";
import { createMemoryRateLimiter } from "./rate-limiter.ts";
import type { RateLimiter } from "./rate-limiter.ts";

/** The part of a Redis or Valkey client that the limiter needs. */
export interface ScriptRunner {
  /** Runs the script with one key; resolves to what it returns. */
  readonly run: (script: string, key: string, args: readonly string[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

// One bucket for all replicas, on the server's own clock, in one atomic step. Returns milliseconds to wait, 0 to go on.
export const takeScript = `
local capacity = tonumber(ARGV[1])
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local perMs = capacity / 60000
local tokens = math.min(capacity, (tonumber(kept[1]) or capacity) + math.max(0, ms - (tonumber(kept[2]) or ms)) * perMs)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = math.ceil((1 - tokens) / perMs) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(ms))
redis.call('PEXPIRE', KEYS[1], 120000)
return wait`;

const keyPrefix = "breezeway:rate:";
const commandTimeoutMs = 250;
const quietMs = 5_000;

/**
 * Token buckets shared by all replicas. While the shared store cannot be reached each replica limits by its own
 * memory: a limit that is too generous for a while is better than none, and than refusing every call.
 * Keys may hold addresses, so the store is given a keyed hash of them alone.
 */
export const createSharedRateLimiter = (deps: {
  readonly runner: ScriptRunner;
  /** Names buckets; the same at all replicas. */
  readonly hashKey: Secret;
  readonly clock: Clock;
  readonly log: Logger;
}): RateLimiter => {
  const own = createMemoryRateLimiter(deps.clock);
  const nameOf = (key: string): string =>
    `${keyPrefix}${createHmac("sha256", deps.hashKey.reveal()).update(`breezeway/rate/1 ${key}`).digest("base64url")}`;
  let quietUntilMs = 0;
  return {
    take: async (key, callsPerMinute) => {
      if (deps.clock() < quietUntilMs) return own.take(key, callsPerMinute);
      try {
        const waitMs = Number(await deps.runner.run(takeScript, nameOf(key), [String(callsPerMinute)]));
        return waitMs > 0 ? Math.max(1, Math.ceil(waitMs / 1_000)) : undefined;
      } catch (error) {
        quietUntilMs = deps.clock() + quietMs;
        deps.log.warn(
          { error, component: "rate-limit" },
          "The shared rate limiter cannot be reached; this replica limits by itself.",
        );
        return own.take(key, callsPerMinute);
      }
    },
    close: deps.runner.close,
  };
};

/** A client that gives up at once rather than queue: a rate limit must never be what a call waits for. */
export const openRedis = (url: Secret, log: Logger): ScriptRunner => {
  const redis = new Redis(url.reveal(), {
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  redis.on("error", (error: unknown) => log.debug({ error, component: "rate-limit" }, "Redis connection error."));
  return {
    run: (script, key, args) => redis.eval(script, 1, key, ...args),
    close: () => Promise.resolve(redis.disconnect()),
  };
};
