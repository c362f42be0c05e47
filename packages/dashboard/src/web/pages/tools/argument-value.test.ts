import { describe, expect, it } from "vitest";
import { parseValue, showValue, toOverride, treatmentOf } from "./argument-value.ts";

describe("parseValue", () => {
  it("takes text for a string as it stands, even where it looks like JSON", () => {
    expect(parseValue("5", { type: "string" })).toBe("5");
  });
  it("reads JSON for other types", () => {
    expect(parseValue("5", { type: "integer" })).toBe(5);
    expect(parseValue("5", { type: "number" })).toBe(5);
    expect(parseValue('["a"]', { type: "array" })).toEqual(["a"]);
    expect(parseValue("null", { type: ["integer", "null"] })).toBe(null);
  });
  it("refuses what fits no type", () => {
    expect(parseValue("x", { type: "integer" })).toBeUndefined();
    expect(parseValue("1.5", { type: "integer" })).toBeUndefined();
  });
  it("guesses where the schema does not say", () => {
    expect([parseValue("true", {}), parseValue("plain", {})]).toEqual([true, "plain"]);
  });
});

describe("overrides", () => {
  it("round-trips through the form", () => {
    for (const override of [{ fixed: 0 }, { hidden: true }, { default: "" }] as const) {
      const value = "fixed" in override ? override.fixed : "default" in override ? override.default : undefined;
      expect(toOverride({ treatment: treatmentOf(override), value, description: undefined })).toEqual(override);
    }
  });
  it("is null when nothing differs", () => {
    expect(toOverride({ treatment: "open", value: "left over", description: undefined })).toBeNull();
  });
  it("shows strings plain and the rest as JSON", () => {
    expect([showValue("a"), showValue([1]), showValue(undefined)]).toEqual(["a", "[1]", ""]);
  });
});
