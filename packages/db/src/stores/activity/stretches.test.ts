import { describe, expect, it } from "vitest";
import { splitStretch } from "./stretches.ts";
import type { Stretch } from "./stretches.ts";

const at = (text: string): Date => new Date(`2026-03-${text}:00:00Z`);
const hoursOf = ({ from, to }: Stretch): number => Math.max(0, (to.getTime() - from.getTime()) / 3_600_000);
const until = { hours: at("20T15"), days: at("20T00") };

describe("a stretch of time", () => {
  it("is read from whole days, the hours around them and the events of what is not rolled up", () => {
    expect(splitStretch({ from: at("10T05"), to: at("20T16") }, until)).toEqual({
      hoursBefore: { from: at("10T05"), to: at("11T00") },
      days: { from: at("11T00"), to: at("20T00") },
      hoursAfter: { from: at("20T00"), to: at("20T15") },
      events: { from: at("20T15"), to: at("20T16") },
    });
  });

  it.each([
    ["10T00", "20T16"],
    ["10T00", "12T00"],
    ["10T05", "11T04"],
    ["19T23", "20T01"],
    ["20T01", "20T03"],
    ["20T14", "20T16"],
    ["20T15", "20T16"],
    ["21T03", "23T16"],
  ])("from %s to %s is covered once, whatever is rolled up", (from, to) => {
    const whole = { from: at(from), to: at(to) };
    for (const known of [
      until,
      { hours: at("20T15"), days: at("15T00") },
      { hours: at("11T15"), days: at("11T00") },
      { hours: new Date(0), days: new Date(0) },
      { hours: at("30T00"), days: at("30T00") },
    ]) {
      const parts = splitStretch(whole, known);
      expect(
        Object.values(parts)
          .map(hoursOf)
          .reduce((sum, hours) => sum + hours, 0),
      ).toBe(hoursOf(whole));
    }
  });
});
