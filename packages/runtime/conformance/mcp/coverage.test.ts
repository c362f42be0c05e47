import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requirements } from "./requirements.ts";

const here = new URL(".", import.meta.url);
const texts = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, here), "utf8"));
/** A test names what it stands for at the end of its title: `… [requirement-id]`. */
const named = texts.flatMap((text) => [...text.matchAll(/ \[([a-z0-9-]+)\]["`],/g)].map(([, id = ""]) => id));

test("every requirement has a test", () => {
  expect(Object.keys(requirements).filter((id) => !named.includes(id))).toEqual([]);
});

test("every id that a test names is a requirement", () => {
  expect(named.filter((id) => !(id in requirements))).toEqual([]);
});
