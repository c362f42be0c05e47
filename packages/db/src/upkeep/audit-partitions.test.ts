import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import type { TestDatabase } from "../testing/index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("partitions are kept in order whichever way the planner reads the catalogue", async () => {
  const maintain = (planner: string) =>
    database.owner.unscoped(async ({ sql }) => {
      await sql.unsafe(planner);
      return sql<{ made: number; dropped: number }[]>`
        SELECT made, dropped FROM maintain_audit_partitions_at(now() + interval '40 days')`.then(([row]) => row);
    });
  const first = await maintain("SET LOCAL enable_nestloop = off");
  expect(first?.made).toBeGreaterThan(0);
  expect(first?.dropped).toBeGreaterThan(0);
  expect(await maintain("SET LOCAL enable_hashjoin = off; SET LOCAL enable_indexscan = off")).toEqual({
    made: 0,
    dropped: 0,
  });
});
