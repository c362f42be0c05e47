import { Secret } from "@breezeway/core";
import { expect, test } from "vitest";
import { createMemoryRateLimiter } from "./rate-limiter.ts";
import { createOverloadGuard } from "./overload.ts";
import { createSharedRateLimiter } from "./redis-rate-limiter.ts";

const quiet = { fatal() {}, error() {}, warn() {}, info() {}, debug() {}, trace() {}, child: () => quiet };

test("a bucket gives a minute's calls at once and refills evenly", () => {
  let nowMs = 0;
  const limiter = createMemoryRateLimiter(() => nowMs);
  expect(Array.from({ length: 6 }, () => limiter.take("a", 6))).toEqual(Array(6).fill(undefined));
  expect(limiter.take("a", 6)).toBe(10);
  expect(limiter.take("b", 6)).toBeUndefined();
  nowMs += 10_000;
  expect(limiter.take("a", 6)).toBeUndefined();
  expect(limiter.take("a", 6)).toBe(10);
});

test("the shared limiter falls back on this replica's memory, and comes back", async () => {
  let nowMs = 0;
  let isAway = false;
  let asked = 0;
  const limiter = createSharedRateLimiter({
    hashKey: Secret.of("key-of-a-test"),
    clock: () => nowMs,
    log: quiet,
    runner: {
      run: () => {
        asked += 1;
        return isAway
          ? Promise.reject(new Error(Secret.of("away").toString()))
          : Promise.resolve(asked > 1 ? 1_500 : 0);
      },
      close: () => Promise.resolve(),
    },
  });
  expect(await limiter.take("a", 1)).toBeUndefined();
  expect(await limiter.take("a", 1)).toBe(2);
  isAway = true;
  expect(await limiter.take("a", 1)).toBeUndefined();
  expect(await limiter.take("a", 1)).toBe(60);
  expect(asked).toBe(3);
  nowMs += 6_000;
  isAway = false;
  expect(await limiter.take("a", 1)).toBe(2);
});

test("too many requests in flight are refused at once", () => {
  const guard = createOverloadGuard({ maxInFlight: 1, lagFromMs: 50, lagFullMs: 100, random: () => 0.5, now: () => 0 });
  expect(guard.check()).toBeUndefined();
  guard.enter();
  expect(guard.check()).toBe(1);
  guard.leave();
  expect(guard.check()).toBeUndefined();
  guard.stop();
});
