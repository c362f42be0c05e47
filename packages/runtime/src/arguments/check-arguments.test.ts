import type { BodyBinding, JsonObject, JsonSchema, OperationBinding, ReleaseSource } from "@breezeway/core";
import { describe, expect, test } from "vitest";
import { operation, parameter, testIds } from "../testing/manifest.ts";
import { prepareChecker } from "./check-arguments.ts";

const source = (definitions: ReleaseSource["definitions"] = {}): ReleaseSource => ({
  id: testIds.source,
  title: "API",
  baseUrl: "https://api.example.com",
  variables: {},
  definitions,
});

const check = (binding: OperationBinding, args: JsonObject, definitions: ReleaseSource["definitions"] = {}) =>
  prepareChecker(binding, source(definitions))(args);

const withQuery = (schema: JsonSchema, required = false): OperationBinding =>
  operation({ method: "GET", path: "/x", parameters: [parameter({ name: "value", in: "query", schema, required })] });

const withBody = (schema: JsonSchema, given: Partial<BodyBinding> = {}): OperationBinding =>
  operation({
    method: "POST",
    path: "/x",
    body: {
      required: true,
      mediaType: "application/json",
      encoding: {},
      content: { kind: "whole", argument: "body", schema },
      ...given,
    },
  });

const healed = (schema: JsonSchema, value: JsonObject[string], definitions: ReleaseSource["definitions"] = {}) => {
  const result = check(withQuery(schema), { value }, definitions);
  return result.ok
    ? result.args["value"]
    : result.problems.map(({ argument, message }) => `${argument} ${message}`).join("; ");
};

describe("healing", () => {
  test.each([
    [{ type: "integer" }, "42", 42],
    [{ type: "number" }, "-1.5", -1.5],
    [{ type: "integer", format: "int64" }, "9007199254740993", "9007199254740993"],
    [{ type: "boolean" }, "TRUE", true],
    [{ type: "string" }, 42, "42"],
    [{ type: "string" }, true, "true"],
    [{ type: "array", items: { type: "string" } }, "one", ["one"]],
    [{ type: "array", items: { type: "integer" } }, "1, 2,3", [1, 2, 3]],
    [{ type: "array", items: { type: "integer" } }, 7, [7]],
    [{ type: "array", items: { type: "string", enum: ["a", "b"] } }, "a,b", ["a", "b"]],
    [{ type: "array", items: { type: "string" } }, "a,b", ["a,b"]],
    [{ type: "array", items: { type: "integer" } }, '["1",2]', [1, 2]],
    [{ type: "object", properties: { n: { type: "integer" } } }, '{"n":"3"}', { n: 3 }],
    [{ type: "string" }, { type: "doc", content: [] }, '{"type":"doc","content":[]}'],
    [{ type: "string", enum: ["storage", "view"] }, "Storage", "storage"],
    [{ type: "integer" }, [5], 5],
    [{ $ref: "#/definitions/Id" }, "12", 12],
    [{ anyOf: [{ type: "integer" }, { type: "boolean" }] }, "true", true],
    [
      {
        oneOf: [
          { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
          { type: "object", properties: { s: { type: "string" } } },
        ],
      },
      { n: "4" },
      { n: 4 },
    ],
    [{ allOf: [{ type: "object", properties: { n: { type: "integer" } } }] }, { n: "4" }, { n: 4 }],
    [
      { type: "object", properties: { a: { type: "string" }, b: { type: "string" } }, required: ["a"] },
      { a: "x", b: null },
      { a: "x" },
    ],
    [{ type: ["string", "null"] }, null, null],
    [{ type: "string", nullable: true }, null, null],
  ] as [JsonSchema, JsonObject[string], JsonObject[string]][])("%j takes %j as %j", (schema, given, expected) => {
    expect(healed(schema, given, { Id: { type: "integer" } })).toEqual(expected);
  });

  test("null stands for an absent optional argument", () => {
    expect(check(withQuery({ type: "integer" }), { value: null })).toEqual({ ok: true, args: {} });
  });

  test("nothing is guessed where there is doubt", () => {
    expect(healed({ type: "integer" }, "4x")).toBe('value must be a whole number, but is "4x"');
    expect(healed({ type: "integer" }, 4.5)).toBe("value must be a whole number, but is 4.5");
    expect(healed({ type: "boolean" }, "yes")).toBe('value must be true or false, but is "yes"');
    expect(healed({ type: "object" }, "{broken")).toBe('value must be an object, but is "{broken"');
  });
});

describe("validation", () => {
  test.each([
    [{ type: "integer", minimum: 1, maximum: 250 }, 1000, "value must be at most 250, but is 1000"],
    [{ type: "integer", exclusiveMinimum: 0 }, 0, "value must be more than 0, but is 0"],
    [{ type: "number", multipleOf: 0.1 }, 0.25, "value must be a multiple of 0.1, but is 0.25"],
    [{ type: "string", enum: ["a", "b"] }, "c", 'value must be one of "a", "b", but is "c"'],
    [{ type: "string", minLength: 3 }, "ab", "value must have at least 3 characters"],
    [{ type: "string", maxLength: 2 }, "abc", "value must have at most 2 characters, but has 3"],
    [{ type: "string", pattern: "^[a-z]+$" }, "A1", 'value must match the pattern "^[a-z]+$", but is "A1"'],
    [
      { type: "array", items: { type: "integer" }, maxItems: 1 },
      [1, 2],
      "value must hold at most 1 items, but holds 2",
    ],
    [
      { type: "array", items: {}, uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      "value must not hold the same item twice",
    ],
    [
      { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
      {},
      "value.a is required: a whole number",
    ],
    [
      { type: "object", properties: { a: {} }, additionalProperties: false },
      { b: 1 },
      "value.b is not known here; accepted keys: a",
    ],
    [
      { type: "object", additionalProperties: { type: "integer" } },
      { b: "x" },
      'value.b must be a whole number, but is "x"',
    ],
    [{ const: "fixed" }, "other", 'value must be "fixed"'],
    [{ not: { type: "string" } }, "x", "value has a form that is ruled out here"],
    [
      {
        type: "object",
        properties: { list: { type: "array", items: { type: "object", properties: { n: { type: "integer" } } } } },
      },
      { list: [{ n: 1 }, { n: "x" }] },
      'value.list.1.n must be a whole number, but is "x"',
    ],
    // oxlint-disable-next-line unicorn/no-thenable -- `then` is a keyword of JSON Schema
    [{ if: { type: "string" }, then: { minLength: 2 } }, "x", "value must have at least 2 characters"],
    [{ type: "object", dependentRequired: { a: ["b"] } }, { a: 1 }, 'value.b is required together with "a"'],
  ] as [JsonSchema, JsonObject[string], string][])("%j refuses %j", (schema, given, message) => {
    expect(healed(schema, given)).toBe(message);
  });

  test("missing and unknown arguments are named, with what is accepted", () => {
    const binding = operation({
      method: "GET",
      path: "/pages/{id}",
      parameters: [
        parameter({ name: "id", in: "path", schema: { type: "integer" } }),
        parameter({ name: "spaceId", in: "query" }),
      ],
    });
    expect(check(binding, { space_id: "1" })).toEqual({
      ok: false,
      problems: [
        {
          argument: "space_id",
          message: "is not an argument of this tool. Did you mean spaceId? Accepted: id, spaceId",
        },
        { argument: "id", message: "is required: a whole number" },
      ],
    });
  });

  test("what only the server sets is not demanded", () => {
    const schema: JsonSchema = {
      type: "object",
      properties: { id: { type: "string", readOnly: true }, t: { type: "string" } },
      required: ["id", "t"],
    };
    expect(check(withBody(schema), { body: { t: "x" } }).ok).toBe(true);
  });

  test("a merged body is checked as a whole under the arguments' names", () => {
    const body: BodyBinding = {
      required: true,
      mediaType: "application/json",
      encoding: {},
      content: {
        kind: "properties",
        properties: [{ argument: "n_ame", name: "name", required: false, schema: {} }],
        schema: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      },
    };
    expect(check(operation({ method: "POST", path: "/x", body }), {})).toMatchObject({
      ok: false,
      problems: [{ argument: "n_ame" }],
    });
  });

  test("renamed keys go back to the document's, also inside a stringified object, and faults are told in shown names", () => {
    const binding = {
      ...withBody({
        type: "object",
        properties: { "odd key": { type: "object", properties: { "a/b": { type: "integer" } } } },
      }),
      renamedKeys: [
        { at: ["body"], shown: "odd_key", wire: "odd key" },
        { at: ["body", "odd_key"], shown: "a_b", wire: "a/b" },
      ],
    };
    expect(check(binding, { body: '{"odd_key":{"a_b":"1"}}' })).toEqual({
      ok: true,
      args: { body: { "odd key": { "a/b": 1 } } },
    });
    expect(check(binding, { body: { odd_key: { a_b: "x" } } })).toMatchObject({
      ok: false,
      problems: [{ argument: "body.odd_key.a_b" }],
    });
  });

  test("a recursive schema is followed as deep as the value goes", () => {
    const definitions = {
      Node: { type: "object", properties: { n: { type: "integer" }, next: { $ref: "#/definitions/Node" } } },
    };
    const schema = { $ref: "#/definitions/Node" };
    expect(check(withBody(schema), { body: { n: 1, next: { n: "2", next: { n: "x" } } } }, definitions)).toMatchObject({
      ok: false,
      problems: [{ argument: "body.next.next.n" }],
    });
  });
});

describe("bounds", () => {
  test("names such as __proto__ stay plain data (assurance 9)", () => {
    const args = JSON.parse(
      '{"body":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    ) as JsonObject;
    const result = check(withBody({ type: "object", properties: { a: { type: "string" } } }), args);
    expect(result.ok && JSON.stringify(result.args)).toBe(JSON.stringify(args));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(check(withQuery({}), JSON.parse('{"__proto__":1}') as JsonObject).ok).toBe(false);
  });

  const evil = [
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "(.*a){20}",
    "^([a-zA-Z]+)*$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(x+x+)+y",
    "^(\\w+\\s?)*$",
    "(a*)*b",
    "^(?:a?){50}a{50}$",
  ];
  test.each(evil)("the pattern %s does not hold up the process (assurance 11)", (pattern) => {
    const startedAt = performance.now();
    check(withQuery({ type: "string", pattern }), { value: `${"a".repeat(5_000)}!` });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test.each(["(?<=a)b", "(a)\\1", "(", "(?=x)"])(
    "the pattern %s, which no linear engine knows, restricts nothing",
    (pattern) => {
      expect(check(withQuery({ type: "string", pattern }), { value: "x" }).ok).toBe(true);
    },
  );

  test("cyclic references and exploding unions end", () => {
    const definitions: ReleaseSource["definitions"] = {
      Loop: { $ref: "#/definitions/Loop" },
      Wide: {
        anyOf: Array.from({ length: 10 }, () => ({
          type: "object",
          properties: { v: { $ref: "#/definitions/Wide" } },
          required: ["never"],
        })),
      },
    };
    expect(check(withQuery({ $ref: "#/definitions/Loop" }), { value: "x" }, definitions).ok).toBe(true);
    let deep: JsonObject = {};
    for (let level = 0; level < 60; level += 1) deep = { v: deep };
    const startedAt = performance.now();
    expect(check(withBody({ $ref: "#/definitions/Wide" }), { body: deep }, definitions).ok).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

test("files are taken as text, as base64, stringified or as a list", () => {
  const body: BodyBinding = {
    required: true,
    mediaType: "multipart/form-data",
    encoding: { file: { file: true } },
    content: {
      kind: "properties",
      properties: [{ argument: "file", name: "file", required: true, schema: { type: "string", format: "binary" } }],
    },
  };
  const binding = operation({ method: "POST", path: "/x", body });
  expect(check(binding, { file: "plain text" })).toEqual({ ok: true, args: { file: { text: "plain text" } } });
  expect(check(binding, { file: '{"base64":"aGk="}' })).toEqual({ ok: true, args: { file: { base64: "aGk=" } } });
  expect(check(binding, { file: [{ text: "a" }, { base64: "aGk=" }] }).ok).toBe(true);
  expect(check(binding, { file: { name: "x" } })).toMatchObject({ ok: false, problems: [{ argument: "file" }] });
});
