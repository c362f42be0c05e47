import { describe, expect, it } from "vitest";
import { documentOf, importSample } from "./testing/import-sample.ts";

describe("importing a document", () => {
  it("takes Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2 by what the document says of itself", async () => {
    const paths = { "/a": { get: { operationId: "getA", responses: {} } } };
    const dialects = await Promise.all(
      [{ swagger: "2.0" }, { openapi: "3.0.4" }, { openapi: "3.1.1" }, { openapi: "3.2.0" }, { swagger: 2 }].map(
        async (version) =>
          (await importSample({ ...version, info: { title: "T", version: 1 }, paths })).document.dialect,
      ),
    );
    expect(dialects).toEqual(["2.0", "3.0", "3.1", "3.2", "2.0"]);
  });

  it("reads YAML with aliases, merges and non-text keys", async () => {
    const result = await importSample(`
openapi: 3.0.3
info: {title: Wiki, version: 2024-01-02}
x-page: &page {type: object, properties: {title: {type: string}}}
paths:
  /pages:
    post:
      operationId: createPage
      requestBody: {content: {application/json: {schema: *page}}}
      responses: {200: {description: ok}}
    get: {operationId: listPages, responses: {200: {description: ok}}}
`);
    expect(result.document).toMatchObject({ title: "Wiki", version: "2024-01-02", format: "yaml" });
    expect(result.tools.map((tool) => tool.name)).toEqual(["listPages", "createPage"]);
  });

  it("loses the operation with a broken reference, and only that one", async () => {
    const result = await importSample(
      documentOf({
        "/a": { get: { operationId: "getA", parameters: [{ $ref: "#/components/parameters/Missing" }] } },
        "/b": { get: { operationId: "getB" } },
        "/c": {
          post: {
            operationId: "postC",
            requestBody: { content: { "application/json": { schema: { $ref: "#/nowhere" } } } },
          },
        },
        "/d": { $ref: "#/components/pathItems/Missing" },
      }),
    );
    expect(result.tools.map((tool) => tool.name)).toEqual(["getB"]);
    expect(result.refused.map(({ operation }) => operation)).toEqual(["/d", "getA", "postC"]);
    expect(result.refused[1]?.pointer).toBe("#/paths/~1a/get/parameters/0");
    expect(result.refused[1]?.reason).toContain("leads nowhere");
    expect(result.operations).toBe(4);
  });

  it("keeps an operation whose broken reference stands deeper, and names the place", async () => {
    const result = await importSample(
      documentOf({
        "/a": {
          post: {
            operationId: "postA",
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { x: { $ref: "#/components/schemas/Gone" }, y: { type: "string" } },
                  },
                },
              },
            },
          },
        },
      }),
    );
    expect(result.tools[0]?.inputSchema["properties"]).toEqual({ x: {}, y: { type: "string" } });
    expect(result.issues).toContainEqual(
      expect.objectContaining({ code: "reference_broken", pointer: expect.stringContaining("/properties/x") }),
    );
  });

  it("accounts for every operation, webhooks aside", async () => {
    const result = await importSample({
      ...documentOf({ "/a": { get: null, post: "x", put: { operationId: "putA" }, copy: {} } }),
      openapi: "3.2.0",
      webhooks: { changed: { post: {} } },
      paths: {
        "/a": {
          put: { operationId: "putA" },
          query: { operationId: "findA" },
          additionalOperations: { COPY: { operationId: "copyA" } },
        },
      },
    });
    expect(result.tools.map((tool) => [tool.name, tool.operation.method])).toEqual([
      ["putA", "PUT"],
      ["findA", "QUERY"],
    ]);
    expect(result.refused).toEqual([
      expect.objectContaining({ operation: "copyA", reason: expect.stringContaining("COPY") }),
    ]);
    expect(result.operations).toBe(3);
  });

  it("refuses what is no OpenAPI document with a place and advice", async () => {
    await expect(importSample({ asyncapi: "3.0.0" })).rejects.toMatchObject({
      code: "invalid_document",
      at: "#",
      message: expect.stringContaining("AsyncAPI"),
    });
    await expect(importSample("[1, 2]")).rejects.toMatchObject({ code: "invalid_document" });
    await expect(importSample("{ not json: [")).rejects.toMatchObject({
      code: "invalid_document",
      message: expect.stringContaining("neither valid JSON nor valid YAML"),
    });
    await expect(importSample({ openapi: "4.0.0", paths: {} })).rejects.toMatchObject({ at: "#/openapi" });
  });

  it("imports a document of webhooks alone as one without tools", async () => {
    const result = await importSample({
      openapi: "3.1.0",
      info: { title: "Hooks", version: "1" },
      webhooks: { a: { post: {} } },
    });
    expect(result.tools).toEqual([]);
    expect(result.refused).toEqual([]);
  });

  it("makes addresses of servers absolute and says which need the owner", async () => {
    const result = await importSample({
      ...documentOf({}),
      servers: [
        { url: "https://{tenant}.acme.test/v1/", variables: { tenant: { default: "" } } },
        { url: "//acme.test/v1" },
        { url: "/v1" },
      ],
    });
    expect(result.servers.map(({ url, needsOwner }) => [url, needsOwner])).toEqual([
      ["https://{tenant}.acme.test/v1", true],
      ["https://acme.test/v1", false],
      ["/v1", true],
    ]);
  });

  it("keeps a server that an operation or path names for itself", async () => {
    const result = await importSample(
      documentOf({
        "/files": {
          servers: [{ url: "https://files.acme.test/" }],
          post: { operationId: "upload" },
          get: { operationId: "listFiles", servers: [{ url: "https://api.acme.test" }] },
        },
      }),
    );
    expect(result.tools.map(({ name, operation }) => [name, operation.baseUrl])).toEqual([
      ["listFiles", undefined],
      ["post_files", "https://files.acme.test"],
    ]);
  });

  it("never lets a document's names reach a prototype", async () => {
    const text = `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{"/a":{"post":{"operationId":"constructor","tags":["__proto__"],
      "parameters":[{"in":"query","name":"__proto__","schema":{"type":"string"}}],
      "requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"__proto__":{"type":"object","properties":{"polluted":{"type":"string"}}},"prototype":{"$ref":"#/components/schemas/__proto__"}}}}}}}}},
      "components":{"schemas":{"__proto__":{"type":"object","properties":{"constructor":{"type":"string"}}}}}}`;
    const result = await importSample(text);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(result.definitions)).toBe(Object.prototype);
    const shown = Object.keys(result.tools[0]?.inputSchema["properties"] ?? {});
    expect(shown).toHaveLength(3);
    for (const name of shown) expect(["__proto__", "constructor", "prototype"]).not.toContain(name);
    expect(result.tools[0]?.operation.parameters[0]).toMatchObject({ name: "__proto__" });
  });
});

const pet = (extra: string) => ({
  type: "object",
  required: ["kind", extra],
  properties: { kind: { type: "string", description: "Which pet" }, [extra]: { type: "string" } },
});

const bodyOf = (schema: object) => ({
  requestBody: { content: { "application/json": { schema: schema as never } } },
});

describe("what real documents do", () => {
  it("is read as it was meant", async () => {
    const result = await importSample(
      documentOf(
        {
          "files/{path:.*}#fragment": {
            get: {
              operationId: "getFile",
              tags: [{ name: "Files" }, "Raw"],
              parameters: {
                only: { in: "query", name: "ids[]", schema: { type: "array", items: { type: "integer" } } },
              },
            },
          },
          "/legacy": {
            post: {
              operationId: "addLegacy",
              parameters: [
                {
                  in: "body",
                  name: "payload",
                  required: true,
                  schema: { type: "object", properties: { a: { type: "string", enum: [1, 2] } } },
                },
              ],
            },
          },
          "/local": {
            post: {
              operationId: "addLocal",
              requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pasted" } } } },
            },
          },
          "/nullable": {
            post: {
              operationId: "addNullable",
              requestBody: {
                content: {
                  "application/json": {
                    schema: {
                      type: "object",
                      properties: {
                        a: { nullable: true, description: "Maybe", allOf: [{ $ref: "#/components/schemas/Kind" }] },
                      },
                    },
                  },
                },
              },
            },
          },
        },
        {
          schemas: {
            Kind: { type: "string", enum: ["x"] },
            Pasted: {
              type: "object",
              properties: { inner: { $ref: "#/$defs/Inner" } },
              $defs: { Inner: { type: "object", properties: { b: { type: "boolean" } } } },
            },
          },
        },
      ),
    );
    expect(result.refused).toEqual([]);
    const shown = (name: string) => result.tools.find((tool) => tool.name === name)?.inputSchema["properties"];
    expect(shown("getFile")).toEqual({ path: { type: "string" }, ids: { type: "array", items: { type: "integer" } } });
    expect(result.tools[0]).toMatchObject({ tags: ["Files", "Raw"], operation: { path: "/files/{path}" } });
    expect(shown("addLegacy")).toEqual({ a: { type: "string", enum: ["1", "2"] } });
    expect(shown("addLocal")).toEqual({ inner: { type: "object", properties: { b: { type: "boolean" } } } });
    expect(shown("addNullable")).toEqual({
      a: { description: "Maybe", anyOf: [{ type: "string", enum: ["x"] }, { type: "null" }] },
    });
  });

  it("keeps apart the forms that a discriminator tells apart", async () => {
    const components = { schemas: { Cat: pet("purr"), Dog: pet("bark") } };
    const choice = {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: {
        propertyName: "kind",
        mapping: { feline: "#/components/schemas/Cat", canine: "#/components/schemas/Dog" },
      },
    };
    const result = await importSample(
      documentOf(
        {
          "/a": { post: { operationId: "addPet", ...bodyOf(choice) } },
          "/b": { post: { operationId: "addPair", ...bodyOf({ type: "object", properties: { pet: choice } }) } },
        },
        components,
      ),
    );
    expect(result.tools[0]?.inputSchema["properties"]).toMatchObject({
      kind: { enum: ["feline", "canine"], description: "Which pet" },
      purr: {},
      bark: {},
    });
    expect(result.tools[0]?.description).toContain("Give purr, or bark.");
    expect(result.tools[1]?.inputSchema["properties"]).toMatchObject({
      pet: { anyOf: [{ properties: { kind: { enum: ["feline"] } } }, { properties: { kind: { enum: ["canine"] } } }] },
    });
    expect(result.issues).toContainEqual(expect.objectContaining({ code: "body_merged", operation: "addPet" }));
  });

  it("follows a reference in place of an operation, as split documents have it", async () => {
    const result = await importSample({
      ...documentOf({ "/a/{id}": { get: { $ref: "#/x-operations/getA" }, put: { $ref: "#/x-operations/gone" } } }),
      "x-operations": {
        getA: {
          operationId: "getA",
          parameters: [{ in: "path", name: "id", required: true, description: "Which", schema: { type: "string" } }],
        },
      },
    });
    expect(result.tools[0]?.inputSchema["properties"]).toEqual({ id: { type: "string", description: "Which" } });
    expect(result.refused).toEqual([
      expect.objectContaining({ operation: "PUT /a/{id}", pointer: "#/paths/~1a~1{id}/put" }),
    ]);
  });

  it("says what it did with the document as a whole", async () => {
    const result = await importSample({
      ...documentOf({ "/a": { get: { operationId: "get_1" } } }),
      servers: [{ url: "https://{host}/v1" }],
      webhooks: { changed: {} },
    });
    expect(result.issues.map(({ code }) => code)).toEqual(["webhooks_ignored", "server_needs_value", "name_changed"]);
    await expect(
      importSample(documentOf({ "/a": { get: {}, put: {} } }), { limits: { maxOperations: 1 } }),
    ).rejects.toMatchObject({ code: "too_large", at: "#/paths" });
  });
});
