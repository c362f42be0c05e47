import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "../../testing/index.ts";
import type { TestDatabase } from "../../testing/index.ts";

describe("stored tools", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it("keep the members of a schema in the order of the document", async () => {
    const types = await database.owner.unscoped(
      (tx) => tx.sql<{ column: string; type: string }[]>`
        SELECT table_name || '.' || column_name AS column, data_type AS type FROM information_schema.columns
        WHERE (table_name, column_name) IN (('tools', 'tool'), ('sources', 'definitions')) ORDER BY 1`,
    );
    expect([...types]).toEqual([
      { column: "sources.definitions", type: "json" },
      { column: "tools.tool", type: "json" },
    ]);
  });
});
