import { describe, expect, it } from "vitest";
import { toSlug } from "./slug.ts";

describe("toSlug", () => {
  it.each([
    ["Acme Wiki", "acme-wiki"],
    ["  Crème — Brûlée!  ", "creme-brulee"],
    ["a".repeat(60), "a".repeat(40)],
    ["日本", ""],
  ])("makes %j into %j", (name, slug) => expect(toSlug(name)).toBe(slug));
});
