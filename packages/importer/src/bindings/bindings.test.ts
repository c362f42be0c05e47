import { describe, expect, it } from "vitest";
import { documentOf, importSample, toolOf } from "../testing/import-sample.ts";

const bodyWith = async (mediaType: string, schema: object = {}) =>
  (await toolOf({ requestBody: { content: { [mediaType]: { schema: schema as never } } } })).operation.body;

const acceptOf = async (content: object) =>
  (await toolOf({ responses: { "200": { description: "", content: content as never } } })).operation.accept;

describe("parameter bindings", () => {
  it("state style and explode by place where the document does not", async () => {
    const tool = await toolOf(
      {
        parameters: [
          { in: "query", name: "a", schema: {} },
          { in: "header", name: "X-B", schema: {} },
          { in: "cookie", name: "c", schema: {} },
          { in: "query", name: "d", style: "deepObject", schema: { type: "object" } },
          { in: "query", name: "e", style: "pipeDelimited", schema: { type: "array" } },
          { in: "path", name: "id", style: "matrix", explode: true, schema: {} },
        ],
      },
      "get /things/{id}",
    );
    expect(tool.operation.parameters.map(({ name, style, explode }) => [name, style, explode])).toEqual([
      ["id", "matrix", true],
      ["a", "form", true],
      ["d", "deepObject", true],
      ["e", "pipeDelimited", false],
      ["X-B", "simple", false],
      ["c", "form", true],
    ]);
  });

  it("translate Swagger 2.0's collection formats", async () => {
    const formats = ["csv", "ssv", "pipes", "multi", "tsv"];
    const result = await importSample({
      swagger: "2.0",
      info: {},
      paths: {
        "/a": {
          get: {
            operationId: "getA",
            parameters: formats.map((collectionFormat) => ({
              in: "query",
              name: collectionFormat,
              type: "array",
              items: { type: "string" },
              collectionFormat,
            })),
          },
        },
      },
    });
    expect(
      result.tools[0]?.operation.parameters.map(({ style, explode, schema }) => [style, explode, schema["type"]]),
    ).toEqual([
      ["form", false, "array"],
      ["spaceDelimited", false, "array"],
      ["pipeDelimited", false, "array"],
      ["form", true, "array"],
      ["form", false, "string"],
    ]);
  });

  it("serialise by content where the document says so", async () => {
    const tool = await toolOf({
      parameters: [
        {
          in: "query",
          name: "filter",
          content: { "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } } },
        },
      ],
    });
    expect(tool.operation.parameters[0]).toMatchObject({ contentType: "application/json", schema: { type: "object" } });
  });

  it("let the operation's parameters win over the path's", async () => {
    const result = await importSample(
      documentOf({
        "/a/{id}": {
          parameters: [
            { in: "path", name: "id", required: true, schema: { type: "integer" } },
            { in: "query", name: "x", schema: { type: "string" } },
          ],
          get: {
            operationId: "getA",
            parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }],
          },
        },
      }),
    );
    expect(result.tools[0]?.inputSchema["properties"]).toEqual({ id: { type: "string" }, x: { type: "string" } });
  });

  it("leave out headers that no argument may set", async () => {
    const headers = ["Authorization", "Accept", "content-type", "Host", "Cookie", "X-Trace"];
    const tool = await toolOf({
      parameters: headers.map((name) => ({ in: "header", name, schema: { type: "string" } })),
    });
    expect(tool.operation.parameters.map(({ name }) => name)).toEqual(["X-Trace"]);
  });

  it("add what the path needs and nobody declares, and drop what it has no place for", async () => {
    const tool = await toolOf(
      { parameters: [{ in: "path", name: "nowhere", required: true, schema: {} }] },
      "get /a/{space}/{rest+}",
    );
    expect(tool.operation.path).toBe("/a/{space}/{rest}");
    expect(tool.inputSchema).toEqual({
      type: "object",
      properties: { space: { type: "string" }, rest: { type: "string" } },
      required: ["space", "rest"],
    });
  });

  it("tell apart arguments of one name", async () => {
    const tool = await toolOf(
      {
        parameters: [
          { in: "path", name: "id", required: true, schema: {} },
          { in: "query", name: "id", schema: {} },
        ],
        requestBody: {
          content: { "application/json": { schema: { type: "object", properties: { id: { type: "string" } } } } },
        },
      },
      "put /a/{id}",
    );
    expect(Object.keys(tool.inputSchema["properties"] as object)).toEqual(["id", "query_id", "body_id"]);
  });

  it("send by themselves what can only be one thing", async () => {
    const tool = await toolOf({
      parameters: [
        { in: "header", name: "Acme-Version", required: true, schema: { type: "string", enum: ["2026-07-01"] } },
      ],
    });
    expect(tool.operation.parameters[0]).toMatchObject({ default: "2026-07-01" });
    expect(tool.inputSchema["required"]).toBeUndefined();
  });

  it("read Swagger 2.0 types that stand in a 3.x parameter, and numbers for names", async () => {
    const tool = await toolOf({ parameters: [{ in: "query", name: 5, type: "array", items: { type: "string" } }] });
    expect(tool.inputSchema["properties"]).toEqual({ "5": { type: "array", items: { type: "string" } } });
  });
});

describe("body bindings", () => {
  it("prefer JSON, and name the others", async () => {
    const result = await importSample(
      documentOf({
        "/a": {
          post: {
            operationId: "addA",
            requestBody: {
              content: {
                "application/xml": {},
                "application/vnd.acme+json": { schema: { type: "object", properties: { a: {} } } },
              },
            },
          },
        },
      }),
    );
    expect(result.tools[0]?.operation.body).toMatchObject({
      mediaType: "application/vnd.acme+json",
      content: { kind: "properties" },
    });
    expect(result.issues).toContainEqual(expect.objectContaining({ code: "media_type_chosen" }));
  });

  it("keep under one argument what is no plain object", async () => {
    for (const schema of [
      { type: "array", items: { type: "string" } },
      { type: "object", additionalProperties: { type: "string" } },
      { type: "string" },
      {},
    ])
      expect(
        (await toolOf({ requestBody: { content: { "application/json": { schema } } } })).operation.body?.content,
      ).toMatchObject({ kind: "whole", argument: "body" });
  });

  it("take files of a multipart body as base64 or text, and text parts as text with their charset", async () => {
    const tool = await toolOf({
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: {
              properties: {
                file: { type: "string", format: "binary" },
                comment: { type: "string", format: "binary" },
                meta: { type: "object", properties: { a: {} } },
                images: { type: "array", items: { type: "string", format: "binary" } },
                avatar: {},
              },
            },
            encoding: {
              avatar: { contentType: "image/png, image/jpeg", headers: { "X-Kind": { schema: { const: "avatar" } } } },
            },
          },
        },
      },
    });
    expect(tool.operation.body?.encoding).toEqual({
      file: { file: true },
      comment: { contentType: "text/plain; charset=utf-8" },
      meta: { contentType: "application/json" },
      images: { file: true },
      avatar: { contentType: "image/png", headers: { "x-kind": "avatar" }, file: true },
    });
    expect(tool.inputSchema["properties"]).toMatchObject({
      file: { properties: { base64: {}, text: {} } },
      images: { type: "array", items: { properties: { base64: {} } } },
      comment: { type: "string" },
    });
  });

  it("set the anti-forgery header that only the words name", async () => {
    const tool = await toolOf({
      description: "Note, you must set a `X-Atlassian-Token: nocheck` header on the request.",
    });
    expect(tool.operation.headers).toEqual({ "x-atlassian-token": "no-check" });
  });

  it("carry binary, text, form and XML bodies", async () => {
    expect(await bodyWith("application/octet-stream")).toMatchObject({ content: { kind: "whole", file: true } });
    expect(await bodyWith("image/*")).toMatchObject({ mediaType: "application/octet-stream", content: { file: true } });
    expect(await bodyWith("text/plain", { type: "string" })).toMatchObject({
      mediaType: "text/plain",
      content: { kind: "whole", schema: { type: "string" } },
    });
    expect(
      await bodyWith("application/x-www-form-urlencoded", {
        type: "object",
        properties: { a: { type: "array", items: {} } },
      }),
    ).toMatchObject({ content: { kind: "properties" } });
    expect(
      await bodyWith("application/xml", {
        type: "object",
        xml: { name: "pet" },
        properties: { id: { type: "string", xml: { attribute: true } } },
      }),
    ).toMatchObject({
      content: { kind: "whole", schema: { xml: { name: "pet" }, properties: { id: { xml: { attribute: true } } } } },
    });
  });

  it("read Swagger 2.0's form parameters as one body", async () => {
    const result = await importSample({
      swagger: "2.0",
      consumes: ["multipart/form-data"],
      paths: {
        "/a": {
          post: {
            operationId: "addA",
            parameters: [
              { in: "formData", name: "doc", type: "file", required: true, description: "The document" },
              { in: "formData", name: "tags", type: "array", items: { type: "string" }, collectionFormat: "multi" },
            ],
          },
        },
      },
    });
    const [tool] = result.tools;
    expect(tool?.operation.body).toMatchObject({
      mediaType: "multipart/form-data",
      encoding: { doc: { file: true }, tags: { style: "form", explode: true } },
    });
    expect(tool?.inputSchema["required"]).toEqual(["doc"]);
  });

  it("ask for what the success responses declare", async () => {
    expect(await acceptOf({ "text/csv": {}, "application/json": {} })).toBe("application/json, text/csv");
    expect(await acceptOf({})).toBe("application/json, */*;q=0.8");
  });
});
