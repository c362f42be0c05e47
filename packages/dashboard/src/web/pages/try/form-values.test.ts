import { describe, expect, it } from "vitest";
import { buildArguments, formFields } from "./form-values.ts";

const fields = formFields({
  type: "object",
  properties: {
    limit: { type: "integer" },
    id: { type: "string", description: "Which page." },
    status: { enum: ["current", 1] },
    draft: { type: "boolean" },
    body: { type: "object" },
  },
  required: ["id"],
});

describe("formFields", () => {
  it("puts required fields first and picks a control for each type", () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ["id", "text"],
      ["limit", "number"],
      ["status", "choice"],
      ["draft", "boolean"],
      ["body", "json"],
    ]);
  });
  it("makes no field of a schema without properties", () => expect(formFields({ type: "object" })).toEqual([]));
});

describe("buildArguments", () => {
  it("gives each value its type and leaves empty fields out", () => {
    const typed = { id: "12", limit: "5", status: "1", draft: "false", body: '{"a":1}' };
    expect(buildArguments(fields, typed)).toEqual({
      arguments: { id: "12", limit: 5, status: 1, draft: false, body: { a: 1 } },
      bad: [],
    });
    expect(buildArguments(fields, { id: "12", limit: "" }).arguments).toEqual({ id: "12" });
  });
  it("names the fields that are no value of their type", () => {
    expect(buildArguments(fields, { limit: "five", body: "{" }).bad).toEqual(["limit", "body"]);
  });
});
