import { addressBucket } from "@breezeway/core";
import type { Clock } from "@breezeway/core";
import { LRUCache } from "lru-cache";

/** Counts refused requests by the caller's address, so that one that only tries gets short answers. */
export interface Refusals {
  /** Seconds for which nothing of this address is tried any more. Costs nothing while no address is held off. */
  readonly check: (address: string | undefined) => number | undefined;
  readonly count: (address: string | undefined, status: number) => void;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

const windowMs = 60_000;
const maxAddresses = 20_000;
/** What trying looks like: no token that is good, no such server, a body past its bounds. */
const counted: ReadonlySet<number> = new Set([401, 403, 404, 413]);

/** An address past its number is held off for the rest of the minute that it began. */
export const createRefusals = (clock: Clock, mostPerMinute: number): Refusals => {
  const windows = new LRUCache<string, Window>({ max: maxAddresses });
  let heldOffUntilMs = 0;
  return {
    check: (address) => {
      if (heldOffUntilMs === 0) return undefined;
      const nowMs = clock();
      if (nowMs >= heldOffUntilMs) {
        heldOffUntilMs = 0;
        return undefined;
      }
      const window = windows.get(bucketOf(address));
      if (window === undefined || window.count <= mostPerMinute || nowMs >= window.endsAtMs) return undefined;
      return Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1_000));
    },
    count: (address, status) => {
      if (!counted.has(status)) return;
      const nowMs = clock();
      const bucket = bucketOf(address);
      const known = windows.get(bucket);
      const window = known === undefined || nowMs >= known.endsAtMs ? { count: 0, endsAtMs: nowMs + windowMs } : known;
      window.count += 1;
      if (window !== known) windows.set(bucket, window);
      if (window.count > mostPerMinute) heldOffUntilMs = Math.max(heldOffUntilMs, window.endsAtMs);
    },
  };
};

const bucketOf = (address: string | undefined): string => addressBucket(address ?? "unknown");
