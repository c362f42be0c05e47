import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestPlane } from "../../src/testing/data-plane.ts";
import type { TestPlane } from "../../src/testing/data-plane.ts";
import { manifest, operation, tool } from "../../src/testing/manifest.ts";
import { createClient } from "../../src/testing/mcp-client.ts";
import type { Client } from "../../src/testing/mcp-client.ts";

const ping = tool("ping_api", operation({ method: "GET", path: "/ping" }));
const keys = {
  version: "io.modelcontextprotocol/protocolVersion",
  capabilities: "io.modelcontextprotocol/clientCapabilities",
  serverInfo: "io.modelcontextprotocol/serverInfo",
};
const meta = { [keys.version]: "2026-07-28", [keys.capabilities]: {} };
const modernHeaders = (method: string, more: Record<string, string> = {}): Record<string, string> => ({
  "mcp-protocol-version": "2026-07-28",
  "mcp-method": method,
  ...more,
});
const request = (method: string, params: Record<string, unknown> = {}) => ({ jsonrpc: "2.0", id: 7, method, params });

let plane: TestPlane;
let client: Client;
beforeAll(() => {
  plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9", tools: [ping] }));
  client = createClient(plane.app);
});
afterAll(() => plane.drain());

const inEnvelope = (name: string): string => `=?base64?${Buffer.from(name).toString("base64")}?=`;
const callNamed = (name: string, header: string) =>
  client.raw(request("tools/call", { name, _meta: meta }), modernHeaders("tools/call", { "mcp-name": header }));

describe("modern requests", () => {
  test("server/discover says versions, capabilities and how long that holds [modern-discover]", async () => {
    const { status, json } = await client.modern("server/discover");
    expect(status).toBe(200);
    expect(json.result).toMatchObject({
      supportedVersions: ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"],
      capabilities: { tools: {} },
      instructions: "Use it well.",
      resultType: "complete",
      ttlMs: 3_600_000,
      cacheScope: "private",
    });
  });

  test("a version nobody knows is refused with the known ones [modern-version-unsupported]", async () => {
    const answer = await client.raw(request("tools/list", { _meta: { ...meta, [keys.version]: "2027-01-01" } }), {
      ...modernHeaders("tools/list"),
      "mcp-protocol-version": "2027-01-01",
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      id: 7,
      error: {
        code: -32022,
        data: { requested: "2027-01-01", supported: expect.arrayContaining(["2026-07-28"]) as unknown },
      },
    });
  });

  test.each([
    ["no version", { "mcp-method": "tools/call", "mcp-name": "ping_api" }],
    [
      "another version",
      { ...modernHeaders("tools/call", { "mcp-name": "ping_api" }), "mcp-protocol-version": "2025-11-25" },
    ],
    ["no method", { "mcp-protocol-version": "2026-07-28", "mcp-name": "ping_api" }],
    ["another method", modernHeaders("tools/list", { "mcp-name": "ping_api" })],
    ["a method in other case", modernHeaders("TOOLS/CALL", { "mcp-name": "ping_api" })],
    ["no name", modernHeaders("tools/call")],
    ["another name", modernHeaders("tools/call", { "mcp-name": "other" })],
  ])("headers with %s are refused [modern-headers-match]", async (_, headers) => {
    const answer = await client.raw(request("tools/call", { name: "ping_api", _meta: meta }), headers);
    expect(answer.status).toBe(400);
    expect(answer.json.error?.code).toBe(-32020);
  });

  test("a name in base64 is decoded before it is compared [modern-name-base64]", async () => {
    expect((await callNamed("größe", inEnvelope("größe"))).json.error?.code).toBe(-32602);
    expect((await callNamed("größe", inEnvelope("other"))).json.error?.code).toBe(-32020);
  });

  test("the required _meta must be there [modern-meta-required]", async () => {
    const without = await client.raw(request("tools/list"), modernHeaders("tools/list"));
    expect([without.status, without.json.error?.code]).toEqual([400, -32602]);
    const partly = await client.raw(
      request("tools/list", { _meta: { [keys.version]: "2026-07-28" } }),
      modernHeaders("tools/list"),
    );
    expect([partly.status, partly.json.error?.code]).toEqual([400, -32602]);
  });

  test.each(["initialize", "ping", "no/such", "logging/setLevel", "subscriptions/listen"])(
    "%s does not exist [modern-unknown-method]",
    async (method) => {
      const answer = await client.modern(method);
      expect([answer.status, answer.json.error?.code]).toEqual([404, -32601]);
    },
  );

  test("results say their type and the server's name [modern-result-type]", async () => {
    for (const method of ["server/discover", "tools/list", "prompts/list"]) {
      const { json } = await client.modern(method);
      expect(json.result).toMatchObject({
        resultType: "complete",
        _meta: { [keys.serverInfo]: { name: "wiki", title: "Wiki", version: "1" } },
      });
    }
  });

  test.each(["tools/list", "prompts/list", "resources/list", "resources/templates/list"])(
    "%s says how long it holds [modern-list-cacheable]",
    async (method) => {
      const { json } = await client.modern(method);
      expect(json.result).toMatchObject({ ttlMs: expect.any(Number) as unknown, cacheScope: "private" });
    },
  );
});

describe("legacy requests", () => {
  test.each([
    ["2025-11-25", "2025-11-25"],
    ["2025-06-18", "2025-06-18"],
    ["2025-03-26", "2025-03-26"],
    ["2024-11-05", "2025-11-25"],
    ["2026-07-28", "2025-11-25"],
  ])("initialize with %s is answered with %s [legacy-initialize]", async (asked, answered) => {
    const { status, json, headers } = await client.raw(
      request("initialize", { protocolVersion: asked, capabilities: {}, clientInfo: { name: "c", version: "1" } }),
    );
    expect(status).toBe(200);
    expect(json.result).toMatchObject({
      protocolVersion: answered,
      capabilities: { tools: {} },
      serverInfo: { name: "wiki" },
      instructions: "Use it well.",
    });
    expect(headers.get("mcp-session-id")).toBeNull();
  });

  test("ping is answered [legacy-ping]", async () => {
    expect((await client.legacy("ping")).json).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
  });

  test.each(["2000-01-01", "2099-01-01", "nonsense"])(
    "the version header %s is refused [legacy-version-header]",
    async (version) => {
      const answer = await client.legacy("tools/list", {}, { "mcp-protocol-version": version });
      expect([answer.status, answer.json.error?.code]).toEqual([400, -32022]);
    },
  );

  test("an absent version header means the oldest revision [legacy-version-header]", async () => {
    expect((await client.raw(request("tools/list"))).status).toBe(200);
  });

  test("batches are taken in the oldest revision alone [legacy-batch]", async () => {
    const batch = [
      request("ping"),
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { ...request("tools/list"), id: "b" },
    ];
    for (const headers of [{}, { "mcp-protocol-version": "2025-03-26" }]) {
      const answer = await client.raw(batch, headers);
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject([
        { id: 7, result: {} },
        { id: "b", result: { tools: [{ name: "ping_api" }] } },
      ]);
    }
    for (const version of ["2025-06-18", "2025-11-25", "2026-07-28"]) {
      const answer = await client.raw(batch, { "mcp-protocol-version": version });
      expect([answer.status, answer.json.error?.code]).toEqual([400, -32600]);
    }
    expect((await client.raw([])).status).toBe(400);
    expect((await client.raw([{ jsonrpc: "2.0", method: "notifications/initialized" }])).status).toBe(202);
  });

  test("results carry nothing of the modern era [legacy-plain-results]", async () => {
    const { json } = await client.legacy("tools/list");
    expect(Object.keys(json.result ?? {})).toEqual(["tools"]);
  });

  test("an unknown method is an error of JSON-RPC [legacy-unknown-method]", async () => {
    const answer = await client.legacy("no/such");
    expect([answer.status, answer.json.error?.code]).toEqual([200, -32601]);
  });

  test("lists of what this server does not have are empty [lists-empty]", async () => {
    expect((await client.legacy("prompts/list")).json.result).toEqual({ prompts: [] });
    expect((await client.legacy("resources/list")).json.result).toEqual({ resources: [] });
    expect((await client.legacy("resources/templates/list")).json.result).toEqual({ resourceTemplates: [] });
  });
});

describe("both eras", () => {
  test("notifications are accepted without a body [notification-accepted]", async () => {
    const legacy = await client.raw(
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { "mcp-protocol-version": "2025-11-25" },
    );
    const modern = await client.raw(
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1, _meta: meta } },
      modernHeaders("notifications/cancelled"),
    );
    for (const answer of [legacy, modern]) expect([answer.status, answer.text]).toEqual([202, ""]);
  });

  test.each([
    ["{not json", 400, -32700],
    ["[1]", 400, -32600],
    ['"text"', 400, -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600],
    ['{"jsonrpc":"2.0","id":1}', 400, -32600],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', 400, -32600],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', 400, -32602],
    [`{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":${"[".repeat(3_000)}${"]".repeat(3_000)}}}`, 400, -32700],
  ] as const)("%s is refused as JSON [json-rpc-invalid]", async (body, status, code) => {
    const answer = await client.raw(body, { "mcp-protocol-version": body === "[1]" ? "2025-11-25" : "2025-06-18" });
    expect(answer.status).toBe(status);
    expect(answer.json.error?.code).toBe(code);
    expect(answer.headers.get("content-type")).toBe("application/json");
  });

  test("GET and DELETE are not allowed, but authentication goes first [get-not-allowed]", async () => {
    for (const method of ["GET", "DELETE", "PUT"]) {
      const answer = await client.raw("", {}, method);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
      expect((await createClient(plane.app, "").raw("", { authorization: "" }, method)).status).toBe(401);
    }
  });

  test("without a token every method gets the challenge [unauthenticated-challenge]", async () => {
    const anonymous = createClient(plane.app);
    for (const answer of [
      await anonymous.raw(request("tools/list"), { authorization: "" }),
      await anonymous.raw("", { authorization: "" }, "GET"),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(answer.headers.get("www-authenticate")).not.toContain("error=");
      expect(answer.json.error).toBeDefined();
    }
  });

  test("foreign origins are refused, own ones get their CORS headers [origin-checked]", async () => {
    const foreign = await client.legacy("ping", {}, { origin: "https://evil.example.com" });
    expect(foreign.status).toBe(403);
    expect(foreign.json.error).toBeDefined();
    expect((await client.legacy("ping", {}, { origin: "http://localhost:3000" })).status).toBe(403);
    const own = await client.legacy("ping", {}, { origin: "https://mcp.example.com" });
    expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([200, "https://mcp.example.com"]);
    const preflight = await client.raw("", { origin: "https://mcp.example.com", authorization: "" }, "OPTIONS");
    expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([204, "POST"]);
  });

  test("a session id is neither made nor minded [sessions-none]", async () => {
    const answer = await client.legacy("tools/list", {}, { "mcp-session-id": "stale", "last-event-id": "9" });
    expect([answer.status, answer.headers.get("mcp-session-id")]).toEqual([200, null]);
  });

  test("errors of every kind are JSON [errors-json]", async () => {
    const elsewhere = createClient(plane.app, "t", "/mcp/acme/none");
    const answers = [
      await elsewhere.legacy("ping"),
      await createClient(plane.app, "t", "/nothing/here").legacy("ping"),
      await client.raw("x".repeat(100), { "content-type": "text/plain" }),
      await client.raw(`"${"x".repeat(11_000_000)}"`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 415, 413]);
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("application/json");
      expect(answer.json.error?.message).toBeTypeOf("string");
    }
  });
});
