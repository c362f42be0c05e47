import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "../../testing/index.ts";
import type { TestDatabase } from "../../testing/index.ts";
import { spendValue, unspendValue } from "./spend-value.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const spend = (hash: Buffer) =>
  database.data.unscoped((tx) => spendValue(tx, { hash, expiresAtMs: Date.now() + 60_000 }));

describe("spending a value", () => {
  it("is the first for exactly one of 50 at once", async () => {
    const hash = randomBytes(32);
    const answers = await Promise.all(Array.from({ length: 50 }, () => spend(hash)));
    expect(answers.filter((agoMs) => agoMs === undefined)).toHaveLength(1);
    expect(answers.every((agoMs) => agoMs === undefined || (agoMs >= 0 && agoMs < 60_000))).toBe(true);
  });

  it("can be taken back", async () => {
    const hash = randomBytes(32);
    await spend(hash);
    await database.data.unscoped((tx) => unspendValue(tx, { hash }));
    expect(await spend(hash)).toBeUndefined();
  });
});
