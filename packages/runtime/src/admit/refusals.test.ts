import { expect, test } from "vitest";
import { createRefusals } from "./refusals.ts";

const refuse = (refusals: ReturnType<typeof createRefusals>, address: string, times: number): void => {
  for (let index = 0; index < times; index += 1) refusals.count(address, 401);
};

test("an address past its number is held off until its minute is over, others are not", () => {
  let nowMs = 0;
  const refusals = createRefusals(() => nowMs, 10);
  refuse(refusals, "198.51.100.1", 10);
  expect(refusals.check("198.51.100.1")).toBeUndefined();
  nowMs = 20_000;
  refuse(refusals, "198.51.100.1", 1);
  expect([refusals.check("198.51.100.1"), refusals.check("198.51.100.2")]).toEqual([40, undefined]);
  nowMs = 60_000;
  expect(refusals.check("198.51.100.1")).toBeUndefined();
  refuse(refusals, "198.51.100.1", 10);
  expect(refusals.check("198.51.100.1")).toBeUndefined();
});

test("a network of IPv6 counts as one address, and only what looks like trying counts", () => {
  const refusals = createRefusals(() => 0, 10);
  for (let index = 0; index < 11; index += 1) refusals.count(`2001:db8::${index}`, 404);
  expect(refusals.check("2001:db8::ffff")).toBe(60);
  expect(refusals.check("2001:db8:0:1::1")).toBeUndefined();
  for (const status of [400, 405, 415, 429, 503])
    for (let index = 0; index < 20; index += 1) refusals.count("a", status);
  expect(refusals.check("a")).toBeUndefined();
});
