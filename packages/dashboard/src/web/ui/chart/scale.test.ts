import { describe, expect, it } from "vitest";
import { isAlone, labelIndexes, linePath, niceTicks, xOf, yOf } from "./scale.ts";

const box = { width: 110, height: 60, left: 10, right: 0, top: 10, bottom: 10 };

describe("niceTicks", () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [97, [0, 25, 50, 75, 100]],
    [1240, [0, 500, 1000, 1500]],
    [0.6, [0, 0.2, 0.4, 0.6]],
  ])("covers %d with round numbers", (max, ticks) => expect(niceTicks(max)).toEqual(ticks));

  it.each([
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [9, [0, 5, 10]],
    [97, [0, 25, 50, 75, 100]],
  ])("counts to %d in whole steps", (max, ticks) => expect(niceTicks(max, 1)).toEqual(ticks));
});

describe("scales", () => {
  it("centre a slot and turn values upside down", () => {
    expect([xOf(0, 2, box), xOf(1, 2, box)]).toEqual([35, 85]);
    expect([yOf(0, 4, box), yOf(4, 4, box)]).toEqual([50, 10]);
  });
  it("stay on the base line when there is nothing", () => expect(yOf(0, 0, box)).toBe(50));
});

describe("linePath", () => {
  it("breaks at missing values", () => {
    expect(linePath([4, null, 0, 4], 4, box)).toBe("M22.5 10h.01M72.5 50h.01L97.5 10");
  });
});

describe("isAlone", () => {
  it("finds what no line leads to", () => {
    const values = [4, null, 0, 4, null, 1];
    expect(values.map((_, index) => isAlone(values, index))).toEqual([true, false, false, false, false, true]);
  });
});

describe("labelIndexes", () => {
  it("thins labels out evenly", () => expect(labelIndexes(24, 6)).toEqual([0, 4, 8, 12, 16, 20]));
});
