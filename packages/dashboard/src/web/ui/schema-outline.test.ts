import { describe, expect, it } from "vitest";
import { describeType, limitsOf, schemaChildren } from "./schema-outline.ts";

describe("schemaChildren", () => {
  it("lists properties with what is required", () => {
    const children = schemaChildren({
      type: "object",
      properties: { id: { type: "string" }, limit: { type: "integer" } },
      required: ["id"],
    });
    expect(children.map(({ name, required }) => [name, required])).toEqual([
      ["id", true],
      ["limit", false],
    ]);
  });
  it("goes into items only where they have something below", () => {
    expect(schemaChildren({ type: "array", items: { type: "string" } })).toEqual([]);
    expect(
      schemaChildren({ type: "array", items: { type: "object", properties: { a: {} } } }).map(({ name }) => name),
    ).toEqual(["items"]);
  });
});

describe("describeType", () => {
  it.each([
    [{ type: "array", items: { type: "string", format: "date" } }, "array of string (date)"],
    [{ type: ["integer", "null"] }, "integer or null"],
    [{}, "any value"],
  ])("says %j in words", (schema, words) => expect(describeType(schema)).toBe(words));
});

describe("limitsOf", () => {
  it("keeps null and zero", () => {
    expect(limitsOf({ default: null, minimum: 0 })).toEqual([
      ["default", null],
      ["minimum", 0],
    ]);
  });
});
