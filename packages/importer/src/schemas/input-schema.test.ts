import type { JsonObject } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { byteLength } from "../json/json-object.ts";
import { schemaFacts } from "../lint/schema-facts.ts";
import { documentOf, importSample, toolOf } from "../testing/import-sample.ts";

const bodyOf = (schema: JsonObject): JsonObject => ({
  requestBody: { required: true, content: { "application/json": { schema } } },
});

const propertiesOf = async (schema: JsonObject): Promise<JsonObject> =>
  (await toolOf(bodyOf(schema))).inputSchema["properties"] as JsonObject;

describe("schemas that clients are shown", () => {
  it("have no reference, no allOf and nothing at the root but an object", async () => {
    const result = await importSample(
      documentOf(
        {
          "/a": {
            post: {
              operationId: "addPet",
              ...bodyOf({
                allOf: [
                  { $ref: "#/components/schemas/Base" },
                  { type: "object", required: ["name"], properties: { name: { type: "string" } } },
                ],
              }),
            },
          },
        },
        { schemas: { Base: { type: "object", properties: { id: { type: "string" } }, required: ["id"] } } },
      ),
    );
    expect(result.tools[0]?.inputSchema).toEqual({
      type: "object",
      properties: { id: { type: "string" }, name: { type: "string" } },
      required: ["id", "name"],
    });
  });

  it("cut a cycle to an open object with a note", async () => {
    const result = await importSample(
      documentOf(
        { "/a": { post: { operationId: "addNode", ...bodyOf({ $ref: "#/components/schemas/Node" }) } } },
        {
          schemas: {
            Node: {
              type: "object",
              properties: {
                name: { type: "string" },
                children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
              },
            },
          },
        },
      ),
    );
    const properties = result.tools[0]?.inputSchema["properties"] as JsonObject;
    expect(properties["children"]).toMatchObject({ type: "array", items: { type: "object" } });
    expect(JSON.stringify(properties)).toContain("Same form as Node above");
    expect(result.issues).toContainEqual(
      expect.objectContaining({ code: "schema_cut", message: expect.stringContaining("cycle") }),
    );
    expect(result.definitions).toHaveProperty("Node");
  });

  it("stay below 16,384 bytes whatever the document holds, every argument included", async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `field_${index}`,
        {
          type: "string",
          description: "What this field is for. ".repeat(20),
          enum: Array.from({ length: 50 }, (_, value) => `value-${value}`),
        },
      ]),
    );
    const result = await importSample(
      documentOf({
        "/a": {
          post: { operationId: "addWide", ...bodyOf({ type: "object", properties: wide, required: ["field_7"] }) },
        },
      }),
    );
    const schema = result.tools[0]?.inputSchema ?? {};
    expect(byteLength(schema)).toBeLessThanOrEqual(16_384);
    expect(Object.keys(schema["properties"] as JsonObject)).toHaveLength(300);
    expect(schema["required"]).toEqual(["field_7"]);
  });

  it("bound an exponential tangle of references", async () => {
    const schemas: Record<string, JsonObject> = { S25: { type: "string" } };
    for (let level = 0; level < 25; level += 1)
      schemas[`S${level}`] = {
        type: "object",
        properties: {
          left: { $ref: `#/components/schemas/S${level + 1}` },
          right: { $ref: `#/components/schemas/S${level + 1}` },
        },
      };
    const started = performance.now();
    const result = await importSample(
      documentOf(
        { "/a": { post: { operationId: "addBomb", ...bodyOf({ $ref: "#/components/schemas/S0" }) } } },
        { schemas },
      ),
    );
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(byteLength(result.tools[0]?.inputSchema)).toBeLessThanOrEqual(16_384);
  });

  it("write keys that clients refuse in another way, with a map back", async () => {
    const tool = await toolOf(
      bodyOf({
        type: "object",
        properties: {
          "größe (cm)": { type: "number" },
          nested: { type: "object", properties: { "filter[name]": { type: "string" } } },
          list: { type: "array", items: { type: "object", properties: { "a b": {} } } },
        },
      }),
    );
    expect(Object.keys(tool.inputSchema["properties"] as JsonObject)).toEqual(
      ["große_cm", "nested", "list"].map((key) => key.replace("ß", "_")),
    );
    expect(tool.operation.renamedKeys).toEqual([
      { at: ["nested"], shown: "filter_name", wire: "filter[name]" },
      { at: ["list", "*"], shown: "a_b", wire: "a b" },
    ]);
    const content = tool.operation.body?.content;
    expect(content?.kind === "properties" && content.properties[0]).toMatchObject({
      argument: "gro_e_cm",
      name: "größe (cm)",
    });
    expect(schemaFacts(tool.inputSchema).facts).toEqual([]);
  });

  it("unite alternatives whose fields are all optional, and say what goes together where they are not", async () => {
    const united = await toolOf(
      bodyOf({
        oneOf: [
          { type: "object", properties: { value: { type: "string" } } },
          { type: "object", properties: { storage: { type: "string" } } },
        ],
      }),
    );
    expect(united.inputSchema).toEqual({
      type: "object",
      properties: { value: { type: "string" }, storage: { type: "string" } },
    });
    const strict = await toolOf(
      bodyOf({
        oneOf: [
          { type: "object", required: ["email"], properties: { email: { type: "string" }, name: { type: "string" } } },
          { type: "object", required: ["phone"], properties: { phone: { type: "string" } } },
        ],
      }),
    );
    expect(strict.inputSchema["required"]).toBeUndefined();
    expect(strict.description).toContain("Give email, or phone.");
    const content = strict.operation.body?.content;
    expect(content?.kind === "properties" && content.schema).toMatchObject({
      anyOf: [{ required: ["email"] }, { required: ["phone"] }],
    });
  });

  it("offer null as a choice in a body, and not in a query", async () => {
    const tool = await toolOf({
      parameters: [{ in: "query", name: "q", schema: { type: ["string", "null"] } }],
      ...bodyOf({
        type: "object",
        properties: { a: { type: "string", nullable: true }, b: { type: ["integer", "null"], description: "Count" } },
      }),
    });
    expect(tool.inputSchema["properties"]).toEqual({
      q: { type: "string" },
      a: { anyOf: [{ type: "string" }, { type: "null" }] },
      b: { description: "Count", anyOf: [{ type: "integer" }, { type: "null" }] },
    });
  });

  it("give every list its items and every node one type", async () => {
    const properties = await propertiesOf({
      type: "object",
      properties: {
        a: { type: "array" },
        b: { type: ["string", "integer"] },
        c: { type: "array", items: [{ type: "string" }, { type: "integer" }] },
        d: { items: { type: "string" } },
      },
    });
    expect(properties["a"]).toEqual({ type: "array", items: {} });
    expect(properties["b"]).toEqual({ anyOf: [{ type: "string" }, { type: "integer" }] });
    expect(properties["c"]).toMatchObject({
      type: "array",
      items: { anyOf: [{ type: "string" }, { type: "integer" }] },
    });
    expect(properties["d"]).toEqual({ type: "array", items: { type: "string" } });
  });

  it("repair keywords that contradict each other", async () => {
    const properties = await propertiesOf({
      type: "object",
      properties: {
        a: { type: "string", items: { type: "string" } },
        b: { type: "string", enum: [1, 2] },
        c: { type: "integer", minimum: 5, maximum: 1 },
        d: { format: "string" },
        e: { type: "string", default: 7, pattern: "(" },
        f: { type: "Int" },
        g: { type: "number", exclusiveMinimum: true, minimum: 0 },
      },
    });
    expect(properties).toEqual({
      a: { type: "string" },
      b: { type: "string", enum: ["1", "2"] },
      c: { type: "integer" },
      d: { type: "string" },
      e: { type: "string" },
      f: { type: "integer" },
      g: { type: "number", exclusiveMinimum: 0 },
    });
  });

  it("let 64-bit ids be text: in a URL always, in a body by choice", async () => {
    const tool = await toolOf({
      parameters: [
        { in: "query", name: "page-id", schema: { type: "integer", format: "int64" } },
        { in: "query", name: "space-ids", schema: { type: "array", items: { type: "integer", format: "int64" } } },
        { in: "query", name: "limit", schema: { type: "integer", format: "int64" } },
      ],
      ...bodyOf({ type: "object", properties: { parentId: { type: "integer", format: "int64" } } }),
    });
    expect(tool.inputSchema["properties"]).toEqual({
      "page-id": { type: "string", pattern: "^\\d+$" },
      "space-ids": { type: "array", items: { type: "string", pattern: "^\\d+$" } },
      limit: { type: "integer" },
      parentId: { anyOf: [{ type: "integer" }, { type: "string", pattern: "^\\d+$" }] },
    });
    expect(tool.operation.parameters[0]?.schema).toEqual({ type: "integer", format: "int64" });
  });

  it("leave out what only the server sets, and extensions such as x-mcp-header", async () => {
    const properties = await propertiesOf({
      type: "object",
      required: ["id", "name"],
      properties: { id: { type: "string", readOnly: true }, name: { type: "string", "x-mcp-header": "Mcp-Name" } },
    });
    expect(properties).toEqual({ name: { type: "string" } });
  });

  it("keep descriptions and defaults, shortened at a sentence", async () => {
    const properties = await propertiesOf({
      type: "object",
      properties: {
        a: {
          type: "string",
          description: "The <b>title</b> of the [page](https://x.test). ".concat("More words follow here. ".repeat(20)),
          default: "Untitled",
        },
      },
    });
    const shown = properties["a"] as JsonObject;
    expect(shown["default"]).toBe("Untitled");
    expect(shown["description"]).toMatch(/^Title of the page\. /);
    expect(JSON.stringify(shown["description"]).length).toBeLessThanOrEqual(110);
  });
});

const form = (kind: string): JsonObject => ({
  type: "object",
  properties: { kind: { type: "string", enum: [kind] }, [kind]: { type: "string" } },
});

describe("what an operation cannot do without", () => {
  it("does not count what the server sets, in whatever part of an allOf it is required", async () => {
    const result = await importSample(
      documentOf(
        {
          "/a": {
            post: {
              operationId: "addThing",
              ...bodyOf({
                type: "object",
                properties: {
                  thing: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: ["id", "name", "free"] }] },
                },
              }),
            },
          },
        },
        {
          schemas: {
            Base: { type: "object", properties: { id: { type: "string", readOnly: true }, name: { type: "string" } } },
          },
        },
      ),
    );
    const [tool] = result.tools;
    expect(tool?.inputSchema["properties"]).toEqual({
      thing: { type: "object", properties: { name: { type: "string" }, free: {} }, required: ["name", "free"] },
    });
    expect(JSON.stringify([tool?.operation, result.definitions])).not.toContain('"id"');
  });

  it("is shown below the depth limit and inside a cycle too", async () => {
    const nested = (depth: number): JsonObject =>
      depth === 0
        ? { type: "string" }
        : { type: "object", required: ["down"], properties: { down: nested(depth - 1), side: { type: "string" } } };
    const deep = JSON.stringify(await propertiesOf(nested(8)));
    expect(deep.match(/"down"/g)?.length).toBeGreaterThan(12);
    const result = await importSample(
      documentOf(
        { "/a": { post: { operationId: "addNode", ...bodyOf({ $ref: "#/components/schemas/Node" }) } } },
        {
          schemas: {
            Node: {
              type: "object",
              required: ["name"],
              properties: { name: { type: "string" }, child: { $ref: "#/components/schemas/Node" } },
            },
          },
        },
      ),
    );
    expect(result.tools[0]?.inputSchema["properties"]).toMatchObject({
      child: { properties: { child: { required: ["name"] } } },
    });
  });

  it("keeps apart forms that a listed value tells apart", async () => {
    const properties = await propertiesOf({
      type: "object",
      properties: { block: { anyOf: [form("text"), form("image")] } },
    });
    expect(properties["block"]).toMatchObject({ anyOf: [{ properties: { text: {} } }, { properties: { image: {} } }] });
  });
});
