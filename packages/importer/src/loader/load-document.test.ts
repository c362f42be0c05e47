import { mkdtemp, mkdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importDocument, importIfChanged } from "../import-document.ts";
import { fakeWeb } from "../testing/fake-web.ts";
import { documentOf } from "../testing/import-sample.ts";
import { createFileLoader } from "./file-loader.ts";

const simple = JSON.stringify(documentOf({ "/a": { get: { operationId: "getA" } } }));

const files = {
  "api/openapi.yaml": `
openapi: 3.0.0
info: {title: Parts, version: "1"}
paths:
  /pages: {$ref: "paths/pages.yaml"}
components: {schemas: {Tag: {type: object, properties: {label: {type: string}}}}}
`,
  "api/paths/pages.yaml": `
post:
  operationId: addPage
  parameters: [{$ref: "../../common/parameters.json#/trace"}]
  requestBody: {content: {application/json: {schema: {$ref: "../schemas/page.yaml"}}}}
`,
  "api/schemas/page.yaml": `
type: object
properties:
  title: {type: string}
  parent: {$ref: "#"}
  tag: {$ref: "../openapi.yaml#/components/schemas/Tag"}
`,
  "common/parameters.json": `{"trace":{"in":"header","name":"X-Trace","schema":{"type":"string"}}}`,
};

const bytesOf = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));

const load = (web: ReturnType<typeof fakeWeb>, url: string, referenceOrigins: string[] = []) =>
  importDocument({ input: { kind: "url", url }, loader: web, options: { referenceOrigins } });

describe("loading several files", () => {
  it("joins a zip archive by its relative references", async () => {
    const result = await importDocument({ input: { kind: "bytes", bytes: zipSync(bytesOf(files)) }, loader: {} });
    expect(result.refused).toEqual([]);
    expect(result.document).toMatchObject({ title: "Parts", files: 4 });
    expect(result.tools[0]?.inputSchema["properties"]).toMatchObject({
      "X-Trace": { type: "string" },
      title: { type: "string" },
      tag: { type: "object", properties: { label: { type: "string" } } },
      parent: { type: "object" },
    });
  });

  it("joins a folder of this machine, and reads nothing outside the loader's root", async () => {
    const root = await mkdtemp(path.join(tmpdir(), "bw-files-"));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.join(root, "docs", path.dirname(name)), { recursive: true });
      await writeFile(path.join(root, "docs", name), text);
    }
    const loader = createFileLoader(path.join(root, "docs"));
    const result = await importDocument({ input: { kind: "file", path: path.join(root, "docs") }, loader });
    expect(result.tools.map(({ name }) => name)).toEqual(["addPage"]);

    await writeFile(path.join(root, "secret.yaml"), "type: string");
    await symlink(path.join(root, "secret.yaml"), path.join(root, "docs/api/link.yaml"));
    const spy = JSON.stringify(
      documentOf({
        "/a": {
          post: {
            operationId: "a",
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      a: { $ref: "../../secret.yaml" },
                      b: { $ref: "link.yaml" },
                      c: { $ref: "file:///etc/passwd" },
                    },
                  },
                },
              },
            },
          },
        },
      }),
    );
    await writeFile(path.join(root, "docs/api/spy.json"), spy);
    const spied = await importDocument({ input: { kind: "file", path: path.join(root, "docs/api/spy.json") }, loader });
    expect(spied.document.files).toBe(1);
    expect(spied.issues.filter(({ code }) => code === "reference_refused")).toHaveLength(3);
  });

  it("costs an operation, not the document, where a file is missing or broken", async () => {
    const broken = { ...files, "api/schemas/page.yaml": "{{{{" };
    const result = await importDocument({ input: { kind: "files", files: bytesOf(broken) }, loader: {} });
    expect(result.tools).toEqual([]);
    expect(result.refused[0]).toMatchObject({
      operation: "addPage",
      reason: expect.stringContaining("neither valid JSON nor valid YAML"),
    });
  });

  it("joins files whose inner references are broken without the parser's help", async () => {
    const odd = {
      ...files,
      "api/schemas/page.yaml":
        'type: object\nproperties: {a: {$ref: "#/nowhere"}, tag: {$ref: "../openapi.yaml#/components/schemas/Tag"}, up: {$ref: "#/properties/tag"}}',
    };
    const result = await importDocument({ input: { kind: "files", files: bytesOf(odd) }, loader: {} });
    expect(result.tools[0]?.inputSchema["properties"]).toMatchObject({
      a: {},
      tag: { properties: { label: {} } },
      up: { properties: { label: {} } },
    });
  });

  it("unpacks gzip, and stops at a bomb", async () => {
    const result = await importDocument({ input: { kind: "bytes", bytes: gzipSync(simple) }, loader: {} });
    expect(result.tools).toHaveLength(1);
    const bomb = gzipSync(Buffer.alloc(60_000_000, 32));
    await expect(importDocument({ input: { kind: "bytes", bytes: bomb }, loader: {} })).rejects.toMatchObject({
      code: "too_large",
    });
    const zip = zipSync({ "openapi.json": Buffer.alloc(70_000_000, 32) });
    await expect(importDocument({ input: { kind: "bytes", bytes: zip }, loader: {} })).rejects.toMatchObject({
      code: "too_large",
    });
  });
});

describe("loading by address", () => {
  it("reads the document, and remembers where and which", async () => {
    const web = fakeWeb({ "https://acme.test/openapi.json": { body: simple, headers: { etag: '"7"' } } });
    expect((await load(web, "acme.test/openapi.json")).document).toMatchObject({
      url: "https://acme.test/openapi.json",
      etag: '"7"',
    });
  });

  it("finds the document behind documentation pages", async () => {
    const pages = {
      swagger: '<html><script>window.ui = SwaggerUIBundle({ url: "/v9/spec.json", dom_id: "#x" })</script>',
      redoc: "<!doctype html><redoc spec-url='../v9/spec.json'></redoc>",
      scalar: '<html><script id="api-reference" data-url="/v9/spec.json"></script>',
      link: '<html><head><link rel="service-desc" href="/v9/spec.json"></head>',
      inline: `<html><script>const state = {"spec":{"data":${simple}}}</script>`,
    };
    for (const [kind, page] of Object.entries(pages)) {
      const web = fakeWeb({
        "https://acme.test/docs/": { body: page, headers: { "content-type": "text/html" } },
        "https://acme.test/v9/spec.json": simple,
      });
      const result = await load(web, "https://acme.test/docs/");
      expect([kind, result.tools.length]).toEqual([kind, 1]);
    }
  });

  it("looks into the script that a Swagger UI page starts with", async () => {
    const web = fakeWeb({
      "https://acme.test/ui/": {
        body: '<html><script src="./swagger-initializer.js"></script>',
        headers: { "content-type": "text/html" },
      },
      "https://acme.test/ui/swagger-initializer.js": 'SwaggerUIBundle({ url: "https://acme.test/api-docs/public" })',
      "https://acme.test/api-docs/public": simple,
    });
    expect((await load(web, "https://acme.test/ui/")).tools).toHaveLength(1);
  });

  it("tries the usual places for a bare host, and says so when there is nothing", async () => {
    const web = fakeWeb({
      "https://acme.test/": { body: '{"service":"up"}' },
      "https://acme.test/v3/api-docs": simple,
    });
    expect((await load(web, "https://acme.test")).document.url).toBe("https://acme.test/v3/api-docs");
    await expect(load(fakeWeb({}), "https://acme.test")).rejects.toMatchObject({
      code: "invalid_document",
      message: expect.stringContaining("404"),
    });
    await expect(load(fakeWeb({ "https://acme.test/": { status: 401 } }), "https://acme.test")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("assurance 6: follows references within the document's origin and allowed ones, and no other", async () => {
    const document = JSON.stringify(
      documentOf({
        "/a": {
          post: {
            operationId: "a",
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      own: { $ref: "./own.json" },
                      allowed: { $ref: "https://schemas.test/s.json" },
                      inner: { $ref: "http://169.254.169.254/latest" },
                      other: { $ref: "https://evil.test/x.json" },
                      file: { $ref: "file:///etc/passwd" },
                    },
                  },
                },
              },
            },
          },
        },
      }),
    );
    const web = fakeWeb({
      "https://acme.test/api.json": document,
      "https://acme.test/own.json": '{"type":"string"}',
      "https://schemas.test/s.json": '{"type":"integer"}',
    });
    const result = await load(web, "https://acme.test/api.json", ["https://schemas.test"]);
    expect(web.asked.toSorted()).toEqual([
      "https://acme.test/api.json",
      "https://acme.test/own.json",
      "https://schemas.test/s.json",
    ]);
    expect(result.tools[0]?.inputSchema["properties"]).toEqual({
      own: { type: "string" },
      allowed: { type: "integer" },
      inner: {},
      other: {},
      file: {},
    });
  });

  it("asks only whether the known version still holds", async () => {
    const web = fakeWeb({ "https://acme.test/openapi.json": { body: simple, headers: { etag: '"7"' } } });
    const request = { input: { kind: "url", url: "https://acme.test/openapi.json" }, loader: web } as const;
    const first = await importDocument(request);
    const known = { etag: '"7"', hash: first.document.hash };
    expect(await importIfChanged({ ...request, known })).toEqual({ changed: false, hash: first.document.hash });
    expect(await importIfChanged({ ...request, known: { hash: first.document.hash } })).toMatchObject({
      changed: false,
    });
    expect(await importIfChanged({ ...request, known: { etag: '"6"', hash: "other" } })).toMatchObject({
      changed: true,
    });
  });

  it("refuses addresses that are none, and what is not http", async () => {
    await expect(load(fakeWeb({}), "file:///etc/passwd")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(load(fakeWeb({}), "http://")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      importDocument({ input: { kind: "url", url: "https://acme.test" }, loader: {} }),
    ).rejects.toMatchObject({ code: "egress_refused" });
  });
});
