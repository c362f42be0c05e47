import { describe, expect, it } from "vitest";
import { formFields } from "./form-fields.ts";
import { buildArguments, fillIn, wholePath } from "./form-values.ts";

const fields = formFields({
  type: "object",
  properties: {
    limit: { type: "integer" },
    id: { type: "string" },
    status: { enum: ["current", 1] },
    draft: { type: "boolean" },
    body: { type: "object" },
    ids: { type: "array", items: { type: "integer" } },
    states: { type: "array", items: { enum: ["current", "draft"] } },
    version: {
      type: "object",
      properties: { number: { type: "integer" }, message: { type: "string" } },
      required: ["number"],
    },
  },
  required: ["id"],
});

describe("buildArguments", () => {
  it("gives each value its type and leaves empty fields out", () => {
    const typed = { "/id": "12", "/limit": "5", "/status": "1", "/draft": "false", "/body": '{"a":1}' };
    expect(buildArguments(fields, typed)).toEqual({
      arguments: { id: "12", limit: 5, status: 1, draft: false, body: { a: 1 } },
      bad: [],
    });
    expect(buildArguments(fields, { "/id": "12", "/limit": "", "/ids": [] }).arguments).toEqual({ id: "12" });
  });
  it("makes lists of what was entered and objects of what was filled in", () => {
    const typed = { "/ids": ["1"], "/ids/-": "20", "/states": ['"draft"'], "/version/message": "Typo" };
    expect(buildArguments(fields, typed)).toEqual({
      arguments: { ids: [1, 20], states: ["draft"], version: { message: "Typo" } },
      bad: [],
    });
  });
  it("sends a required object although nothing in it was filled in", () => {
    const group = { type: "object", properties: { note: { type: "string" } } };
    const schema = { properties: { options: group }, required: ["options"] };
    expect(buildArguments(formFields(schema), {}).arguments).toEqual({ options: {} });
  });
  it("names the fields that are no value of their type", () => {
    expect(buildArguments(fields, { "/limit": "five", "/body": "{", "/ids": ["1", "x"] }).bad).toEqual([
      "/limit",
      "/body",
      "/ids",
    ]);
  });
  it("takes all arguments as JSON where they were typed so, and no other value than an object", () => {
    expect(buildArguments(fields, { "/id": "12", [wholePath]: '{"id":"3"}' }).arguments).toEqual({ id: "3" });
    expect(buildArguments(fields, { [wholePath]: "[]" }).bad).toEqual([wholePath]);
    expect(buildArguments(fields, { [wholePath]: "" }).bad).toEqual([wholePath]);
  });
});

describe("fillIn", () => {
  it("types arguments back into the form", () => {
    const given = { id: "12", ids: [1, 2], states: ["draft"], version: { number: 3 }, status: 1, body: { a: [1] } };
    const typed = fillIn(fields, given);
    expect(typed && buildArguments(fields, typed).arguments).toEqual(given);
  });
  it("says where the form has no place for them", () => {
    expect(fillIn(fields, { id: "1", other: true })).toBeUndefined();
    expect(fillIn(fields, { limit: null })).toBeUndefined();
  });
});
