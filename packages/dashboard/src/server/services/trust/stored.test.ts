import { readFile } from "node:fs/promises";
import { createTestDatabase } from "@breezeway/db/testing";
import { describe, expect, it } from "vitest";
import { placesOf, storedTable } from "./stored.ts";

const shown = storedTable({ auditMode: "relaxed" })
  .flatMap(({ tables }) => tables)
  .toSorted();

describe("the trust page", () => {
  it("has a row for every table of docs/storage.md, and for no other", async () => {
    const page = await readFile(new URL("../../../../../../docs/storage.md", import.meta.url), "utf8");
    const sections = page
      .split(/^## /m)
      .filter((section) => /^(?:People|Workspaces|What running servers write)\n/.test(section));
    expect(sections).toHaveLength(3);
    const listed = sections
      .flatMap((section) => section.split("\n"))
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => Array.from((line.split("|")[1] ?? "").matchAll(/`(\w+)`/g), ([, table = ""]) => table));
    expect(shown).toEqual(listed.toSorted());
  });

  it("has a row for every table of the database", async () => {
    const database = await createTestDatabase();
    try {
      const rows = await database.owner.unscoped(
        ({ sql }) => sql<{ name: string }[]>`
          SELECT c.relname AS name FROM pg_class c
          WHERE c.relnamespace = 'breezeway'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
      );
      expect(shown).toEqual(rows.map(({ name }) => name).toSorted());
    } finally {
      await database.close();
    }
  });

  it("says where things are from the settings, and names no host", () => {
    const own = placesOf({ environment: "development" }, "log").map(({ where }) => where);
    expect(own[0]).toMatch(/^A private PostgreSQL/);
    expect(own.join(" ")).toContain("log of this development start");
    const strict = storedTable({ auditMode: "strict" }).find(({ tables }) => tables.includes("audit_intents"));
    expect(strict?.how).toBe("Readable");
  });
});
