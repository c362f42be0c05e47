import type { JsonObject } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { exampleOf, type FormField, formFields } from "./form-fields.ts";

const kinds = (fields: readonly FormField[]) => fields.map(({ name, kind }) => [name, kind]);

describe("formFields", () => {
  it("puts required fields first and picks a control for each type", () => {
    const fields = formFields({
      type: "object",
      properties: {
        limit: { type: "integer" },
        id: { type: "string", description: "Which page." },
        status: { enum: ["current", 1] },
        draft: { type: "boolean" },
        version: { const: 2 },
        body: { type: "object" },
      },
      required: ["id"],
    });
    expect(kinds(fields)).toEqual([
      ["id", "text"],
      ["limit", "number"],
      ["status", "choice"],
      ["draft", "boolean"],
      ["version", "choice"],
      ["body", "json"],
    ]);
  });
  it("takes simple values one by one, a few known ones by choice, and anything else as JSON", () => {
    const fields = formFields({
      properties: {
        labels: { type: "array", items: { type: "string" } },
        states: { type: "array", items: { enum: ["current", "draft"] } },
        edits: { type: "array", items: { type: "object" } },
      },
    });
    expect(kinds(fields)).toEqual([
      ["labels", "list"],
      ["states", "choices"],
      ["edits", "json"],
    ]);
  });
  it("nests the fields of objects whose keys are known, three levels deep", () => {
    const level = (inner: JsonObject): JsonObject => ({
      type: "object",
      properties: { inner, text: { type: "string" } },
    });
    const read = (fields: readonly FormField[]): unknown =>
      fields.map((field) => [field.path, field.kind === "group" ? read(field.fields) : field.kind]);
    expect(read(formFields({ properties: { "a/b": level(level(level({ type: "string" }))) } }))).toEqual([
      [
        "/a~1b",
        [
          [
            "/a~1b/inner",
            [
              ["/a~1b/inner/inner", "json"],
              ["/a~1b/inner/text", "text"],
            ],
          ],
          ["/a~1b/text", "text"],
        ],
      ],
    ]);
    expect(
      kinds(formFields({ properties: { map: { ...level({}), additionalProperties: { type: "string" } } } })),
    ).toEqual([["map", "json"]]);
  });
  it("looks references up and takes the alternative null away, and ends where one leads to itself", () => {
    const fields = formFields({
      $defs: { id: { type: "integer" }, loop: { $ref: "#/$defs/loop" } },
      properties: {
        parent: { anyOf: [{ $ref: "#/$defs/id" }, { type: "null" }], description: "Above it." },
        title: { type: ["string", "null"] },
        loop: { $ref: "#/$defs/loop" },
        gone: { $ref: "#/$defs/gone" },
      },
    });
    expect(kinds(fields)).toEqual([
      ["parent", "number"],
      ["title", "text"],
      ["loop", "json"],
      ["gone", "json"],
    ]);
    expect(fields[0]?.description).toBe("Above it.");
  });
  it("makes no field of a schema without properties", () => expect(formFields({ type: "object" })).toEqual([]));
});

describe("exampleOf", () => {
  it("takes the document's own value, else makes one of what is required", () => {
    const root = {
      $defs: {
        tag: { type: "object", properties: { name: { type: "string" }, n: { type: "integer" } }, required: ["n"] },
      },
    };
    expect(exampleOf({ type: "array", items: { $ref: "#/$defs/tag" } }, root)).toEqual([{ n: 1 }]);
    expect(exampleOf({ type: "object", examples: [{ a: 1 }] }, root)).toEqual({ a: 1 });
    expect(exampleOf({ type: "object", properties: { on: { type: "boolean" } } }, root)).toEqual({ on: true });
  });
});
