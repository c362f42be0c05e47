import { describe, expect, it } from "vitest";
import { localDate, localTime, relativeTime, utcTime } from "./time.ts";

const now = Date.parse("2026-11-20T12:00:00Z");

describe("relativeTime", () => {
  it("says just now under a minute", () => {
    expect(relativeTime("2026-11-20T11:59:20Z", now)).toBe("just now");
  });
  it("counts whole units into the past", () => {
    expect(relativeTime("2026-11-20T11:57:01Z", now)).toBe("2 minutes ago");
    expect(relativeTime("2026-11-17T12:00:00Z", now)).toBe("3 days ago");
  });
  it("counts into the future", () => {
    expect(relativeTime("2026-11-26T12:00:00Z", now)).toBe("in 6 days");
  });
});

describe("localTime", () => {
  it("shows the viewer's zone", () => {
    expect(localTime("2026-11-20T23:30:00Z", { timeZone: "Asia/Tokyo", locale: "en-GB" })).toContain("21 Nov 2026");
  });
});

describe("utcTime", () => {
  it("keeps the milliseconds and names the zone", () => {
    expect(utcTime("2026-11-20T12:00:00.120Z")).toBe("2026-11-20 12:00:00.120 UTC");
  });
});

describe("a day of the calendar", () => {
  it("is the same day in every zone", () => {
    expect(localDate("2026-11-20", { timeZone: "America/Los_Angeles", locale: "en-GB" })).toBe("20 Nov 2026");
    expect(utcTime("2026-11-20")).toBe("2026-11-20 UTC");
  });
});
