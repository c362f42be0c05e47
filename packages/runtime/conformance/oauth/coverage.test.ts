import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requirements } from "./requirements.ts";

const here = new URL(".", import.meta.url);
const texts = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, here), "utf8"));
const named = new Set(
  texts.flatMap((text) => [...text.matchAll(/\brequirement\(\s*"([a-z0-9-]+)"/g)].map(([, id]) => id)),
);

describe("the requirements manifest", () => {
  it("has a test for every id", () => {
    expect(Object.keys(requirements).filter((id) => !named.has(id))).toEqual([]);
  });

  it("links every id to its section", () => {
    for (const { source } of Object.values(requirements)) expect(URL.parse(source)?.hash).toMatch(/^#|^$/);
  });
});
