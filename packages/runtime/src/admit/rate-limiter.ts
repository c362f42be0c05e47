import type { Clock } from "@breezeway/core";
import { LRUCache } from "lru-cache";

/** Takes one call from a budget; resolves to the seconds to wait where it is used up. */
export interface RateLimiter {
  readonly take: (key: string, callsPerMinute: number) => number | undefined | Promise<number | undefined>;
  readonly close: () => Promise<void>;
}

interface Bucket {
  tokens: number;
  updatedAtMs: number;
}

const maxBuckets = 50_000;

/** Token buckets in this process: a minute's budget at once, refilled evenly. */
export const createMemoryRateLimiter = (clock: Clock): RateLimiter => {
  const buckets = new LRUCache<string, Bucket>({ max: maxBuckets });
  return {
    take: (key, callsPerMinute) => {
      const nowMs = clock();
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, { tokens: callsPerMinute - 1, updatedAtMs: nowMs });
        return undefined;
      }
      const perMs = callsPerMinute / 60_000;
      const tokens = Math.min(callsPerMinute, bucket.tokens + Math.max(0, nowMs - bucket.updatedAtMs) * perMs);
      bucket.updatedAtMs = nowMs;
      bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
      return tokens >= 1 ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1_000));
    },
    close: () => Promise.resolve(),
  };
};
