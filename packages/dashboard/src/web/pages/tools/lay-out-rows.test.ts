import { describe, expect, it } from "vitest";
import { layOutRows } from "./lay-out-rows.ts";

const row = (index: number) => ({ index, key: index, start: 100 + index * 10, end: 110 + index * 10 });

describe("the rows of a long table", () => {
  it("leave room for the rows before, between and after those that are in the page", () => {
    expect(layOutRows([row(2), row(3), row(7)], { from: 100, size: 100 })).toEqual([
      { kind: "gap", key: "before 2", height: 20 },
      { kind: "item", index: 2, key: 2 },
      { kind: "item", index: 3, key: 3 },
      { kind: "gap", key: "before 7", height: 30 },
      { kind: "item", index: 7, key: 7 },
      { kind: "gap", key: "rest", height: 20 },
    ]);
  });

  it("leave no room where all are in the page", () => {
    expect(layOutRows([row(0), row(1)], { from: 100, size: 20 })).toEqual([
      { kind: "item", index: 0, key: 0 },
      { kind: "item", index: 1, key: 1 },
    ]);
  });
});
