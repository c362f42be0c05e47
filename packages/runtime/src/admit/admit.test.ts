import { Secret } from "@breezeway/core";
import { expect, test } from "vitest";
import { clientAddress, compileCidrs } from "./client-address.ts";
import { createMemoryRateLimiter } from "./rate-limiter.ts";
import { createOverloadGuard } from "./overload.ts";
import { createSharedRateLimiter } from "./redis-rate-limiter.ts";

const quiet = { fatal() {}, error() {}, warn() {}, info() {}, debug() {}, trace() {}, child: () => quiet };

test("addresses are matched by range, in both families, also when mapped", () => {
  const matches = compileCidrs(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "nonsense", "10.0.0.0/99"]);
  expect(["10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7", "2001:db8::1"].map(matches)).toEqual([true, true, true, true]);
  expect(["11.0.0.1", "192.0.2.8", "2001:db9::1", "", "x"].map(matches)).toEqual([false, false, false, false, false]);
});

test.each([
  ["no proxy is trusted", "203.0.113.1", "10.9.9.9", [], "203.0.113.1"],
  ["a trusted proxy says who called", "10.0.0.1", "198.51.100.1, 203.0.113.5", ["10.0.0.0/8"], "203.0.113.5"],
  ["a chain of trusted proxies is passed over", "10.0.0.1", "203.0.113.5, 10.0.0.2", ["10.0.0.0/8"], "203.0.113.5"],
  [
    "what a caller wrote in front is not believed",
    "10.0.0.1",
    "1.2.3.4, 203.0.113.5, 10.0.0.2",
    ["10.0.0.0/8"],
    "203.0.113.5",
  ],
  ["an unreadable entry ends the chain", "10.0.0.1", "203.0.113.5, unknown", ["10.0.0.0/8"], "10.0.0.1"],
  ["an IPv6 hop may stand in brackets", "10.0.0.1", "[2001:db8::1]:443", ["10.0.0.0/8"], "2001:db8::1"],
] as const)("the caller's address: %s", (_, peer, forwarded, trusted, expected) => {
  expect(clientAddress(peer, forwarded, compileCidrs(trusted))).toBe(expected);
});

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
