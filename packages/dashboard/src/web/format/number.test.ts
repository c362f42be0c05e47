import { describe, expect, it } from "vitest";
import { bytes, compact, count, duration, percent } from "./number.ts";

describe("numbers", () => {
  it("separates thousands", () => expect(count(1_234_567)).toBe("1,234,567"));
  it("shortens for axes", () => expect(compact(12_400)).toBe("12.4k"));
});

describe("duration", () => {
  it("picks the unit a person would", () => {
    expect([0.02, 0.24, 3, 84.4, 1_320, 12_340, 125_000].map(duration)).toEqual([
      "<0.1 ms",
      "0.2 ms",
      "3 ms",
      "84 ms",
      "1.32 s",
      "12.3 s",
      "2 min 5 s",
    ]);
  });
});

describe("bytes", () => {
  it("uses decimal units", () => {
    expect([812, 4_100, 250_400, 1_300_000].map(bytes)).toEqual(["812 B", "4.1 kB", "250 kB", "1.3 MB"]);
  });
});

describe("percent", () => {
  it("keeps a decimal for small shares only", () => {
    expect([0, 0.0312, 0.5].map(percent)).toEqual(["0 %", "3.1 %", "50 %"]);
  });
});
