import { Secret } from "@breezeway/core";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redisProgram, startRedis } from "../testing/redis-server.ts";
import type { TestRedis } from "../testing/redis-server.ts";
import { createSharedRateLimiter, openRedis } from "./redis-rate-limiter.ts";
import type { RateLimiter } from "./rate-limiter.ts";

const failures: unknown[] = [];
const log = {
  fatal() {},
  error() {},
  warn: (fields: unknown) => void failures.push(fields),
  info() {},
  debug() {},
  trace() {},
  child: () => log,
};

let server: TestRedis | undefined;
const limiters: RateLimiter[] = [];

/** One replica; it is handed out once its connection stands. */
const openReplica = async (): Promise<RateLimiter> => {
  const runner = openRedis(Secret.of(server?.url ?? ""), log);
  await expect.poll(() => runner.run("return 1", "none", []).catch(() => 0)).toBe(1);
  const limiter = createSharedRateLimiter({ runner, hashKey: Secret.of("key-of-a-test"), clock: Date.now, log });
  limiters.push(limiter);
  return limiter;
};

beforeAll(async () => {
  if (redisProgram !== undefined) server = await startRedis(redisProgram);
});
afterAll(async () => {
  await Promise.all(limiters.map((limiter) => limiter.close()));
  await server?.stop();
});

const why = redisProgram === undefined ? " (left out: no valkey-server or redis-server on PATH)" : "";

test.skipIf(redisProgram === undefined)(`a real server keeps one bucket for two replicas${why}`, async () => {
  const replicas = await Promise.all([openReplica(), openReplica()]);
  const waits = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => replicas[index % 2]?.take("shared", 6)),
  );
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(6);
  expect(waits.filter((wait) => wait !== undefined)).toEqual(Array(6).fill(10));
  expect(failures).toEqual([]);
});

test.skipIf(redisProgram === undefined)(`a real server refills the bucket evenly, up to its size${why}`, async () => {
  const replica = await openReplica();
  const takeAll = async (): Promise<number> => {
    let taken = 0;
    while ((await replica.take("refilled", 600)) === undefined) taken += 1;
    return taken;
  };
  const before = performance.now();
  const first = await takeAll();
  expect(first).toBeGreaterThanOrEqual(600);
  expect(first).toBeLessThanOrEqual(601 + (performance.now() - before) / 100);
  await expect.poll(() => replica.take("refilled", 600), { interval: 10 }).toBeUndefined();
  expect(failures).toEqual([]);
});

test.skipIf(redisProgram === undefined)(
  `a real server learns no address and forgets unused buckets${why}`,
  async () => {
    const replica = await openReplica();
    await replica.take("oauth key 192.0.2.77", 60);
    const client = new Redis(server?.url ?? "");
    const names = await client.keys("*");
    const lives = await Promise.all(names.map((name) => client.pttl(name)));
    client.disconnect();
    expect(names.every((name) => /^breezeway:rate:[\w-]{43}$/.test(name))).toBe(true);
    expect(lives.filter((left) => left <= 0 || left > 120_000)).toEqual([]);
  },
);
