import { describe, expect, it } from "vitest";
import { coverage, noSelection, selectRange, toggleMany, toggleOne } from "./selection.ts";

const shown = ["a", "b", "c", "d", "e"];
const list = (selection: { keys: ReadonlySet<string> }) => [...selection.keys].toSorted().join("");

describe("selection", () => {
  it("turns one row on and off", () => {
    const on = toggleOne(noSelection, "b");
    expect([list(on), list(toggleOne(on, "b"))]).toEqual(["b", ""]);
  });
  it("selects a range in either direction", () => {
    expect(list(selectRange(toggleOne(noSelection, "b"), "d", shown))).toBe("bcd");
    expect(list(selectRange(toggleOne(noSelection, "d"), "b", shown))).toBe("bcd");
  });
  it("takes a range away when the anchor was just turned off", () => {
    const all = toggleMany(noSelection, shown);
    expect(list(selectRange(toggleOne(all, "b"), "d", shown))).toBe("ae");
  });
  it("falls back to one row when the anchor is not shown any more", () => {
    expect(list(selectRange(toggleOne(noSelection, "gone"), "c", shown))).toBe("cgone");
  });
  it("turns a group on when some were off, and off when all were on", () => {
    const some = toggleMany(toggleOne(noSelection, "a"), ["a", "b"]);
    expect([list(some), list(toggleMany(some, ["a", "b"]))]).toEqual(["ab", ""]);
  });
  it("says how much of a group is covered", () => {
    const one = toggleOne(noSelection, "a");
    expect([coverage(one, ["b"]), coverage(one, ["a", "b"]), coverage(one, ["a"])]).toEqual(["none", "some", "all"]);
  });
});
