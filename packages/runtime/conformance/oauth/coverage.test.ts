import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requirements } from "./requirements.ts";

const here = new URL(".", import.meta.url);
const texts = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, here), "utf8"));
/** A test names what it stands for at the end of its title: `… [requirement-id]`. */
const named = texts.flatMap((text) =>
  [...text.matchAll(/\bit\(\s*["`][^\n]* \[([a-z0-9-]+)\]["`],/g)].map(([, id = ""]) => id),
);

describe("the requirements manifest", () => {
  it("has a test for every id", () => {
    expect(Object.keys(requirements).filter((id) => !named.includes(id))).toEqual([]);
  });

  it("knows every id that a test names", () => {
    expect(named.filter((id) => !(id in requirements))).toEqual([]);
  });

  it("links every id to its source", () => {
    for (const { source } of Object.values(requirements)) expect(URL.parse(source)?.protocol).toBe("https:");
  });
});
