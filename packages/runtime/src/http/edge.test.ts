import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { Secret } from "@breezeway/core";
import { serve } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { startTestPlane, testConfig } from "../testing/data-plane.ts";
import { manifest, operation, parameter, tool } from "../testing/manifest.ts";
import { createClient } from "../testing/mcp-client.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const getPage = tool(
  "get_page",
  operation({ method: "GET", path: "/pages/{id}", parameters: [parameter({ name: "id", in: "path" })] }),
  {
    description: "Reads <b>one</b> page.",
  },
);

const setUp = async (...given: Parameters<typeof startUpstream>) => {
  const api = await startUpstream(...given);
  const plane = startTestPlane(manifest({ baseUrl: api.url, tools: [getPage] }));
  const server = serve({ fetch: plane.app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())), api.close);
  const { port } = server.address() as AddressInfo;
  return { api, plane, url: `http://127.0.0.1:${port}/mcp/acme/wiki` };
};

const headers = { "content-type": "application/json", authorization: "Bearer user-token-not-real" };
const callBody = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "get_page", arguments: { id: "1" } },
});

test("a client that leaves takes its upstream call with it, and is recorded (assurance 48)", async () => {
  const gone: Promise<number>[] = [];
  const { plane, url, api } = await setUp((_, response) => {
    gone.push(new Promise((resolve) => response.once("close", () => resolve(performance.now()))));
  });
  const call = request(url, { method: "POST", headers });
  call.on("error", () => undefined);
  call.end(callBody);
  await expect.poll(() => api.received.length, { interval: 5 }).toBe(1);
  const leftAt = performance.now();
  call.destroy();
  expect(((await gone[0]) ?? Infinity) - leftAt).toBeLessThan(100);
  await expect.poll(() => plane.flush().then(() => plane.events.map(({ outcome }) => outcome))).toEqual(["cancelled"]);
});

test("while draining, calls in flight end well and connections are told to close (assurance 55)", async () => {
  const { plane, url } = await setUp(
    (_, response) => void setTimeout(() => answerJson(response, 200, { ok: true }), 150),
  );
  const inFlight = fetch(url, { method: "POST", headers, body: callBody });
  await expect
    .poll(async () => (await fetch(new URL("/metrics", url))).text(), { interval: 5 })
    .toContain("breezeway_in_flight 1");
  const drained = plane.drain();
  const answer = await inFlight;
  expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
  await drained;
  expect((await plane.app.request("/readyz")).status).toBe(503);
  expect(plane.events).toHaveLength(1);
});

test("a chunked body is read within its bound", async () => {
  const { url } = await setUp((_, response) => answerJson(response, 200, {}));
  const chunked = (chunks: number) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(
        url,
        { method: "POST", headers: { ...headers, "transfer-encoding": "chunked" } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on("error", reject);
      for (let index = 0; index < chunks; index += 1) sent.write(" ".repeat(1_000_000));
      sent.end('{"jsonrpc":"2.0","id":1,"method":"ping"}');
    });
  expect(await chunked(1)).toBe(200);
  expect(await chunked(12)).toBe(413);
});

test("bodies in other forms than JSON are refused, charset and +json are not", async () => {
  const plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9" }));
  const client = createClient(plane.app);
  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
  expect((await client.raw(ping, { "content-type": "application/json; charset=utf-8" })).status).toBe(200);
  expect((await client.raw(ping, { "content-type": "text/plain" })).status).toBe(415);
  expect((await client.raw(ping, { "content-type": "multipart/form-data" })).status).toBe(415);
});

test("a browser gets a page that shows how to connect, without script and with everything escaped", async () => {
  const base = manifest({ baseUrl: "http://127.0.0.1:9", tools: [getPage] });
  const plane = startTestPlane({
    ...base,
    server: { ...base.server, name: '<img src=x onerror="alert(1)">', description: "</p><script>alert(1)</script>" },
  });
  const page = await plane.app.request("https://mcp.example.com/mcp/acme/wiki", {
    headers: { accept: "text/html,application/xhtml+xml" },
  });
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = await page.text();
  expect(text).toContain("https://mcp.example.com/mcp/acme/wiki");
  expect(text).toContain("Claude Code");
  expect(text).not.toMatch(/<script|<img|onerror="/);
  expect(
    (await plane.app.request("https://mcp.example.com/mcp/acme/none", { headers: { accept: "text/html" } })).status,
  ).toBe(404);
});

test("metrics want their token where one is set", async () => {
  const plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9" }), {
    config: { ...testConfig, metricsToken: Secret.of("metrics-token-not-real") },
  });
  expect((await plane.app.request("/metrics")).status).toBe(401);
  const answer = await plane.app.request("/metrics", { headers: { authorization: "Bearer metrics-token-not-real" } });
  expect(await answer.text()).toContain("breezeway_audit_queue_bytes 0");
});

test("metrics without a token answer to this machine alone", async () => {
  const { plane, url } = await setUp((_, response) => answerJson(response, 200, {}));
  const metrics = new URL("/metrics", url);
  expect((await fetch(metrics)).status).toBe(200);
  for (const name of ["x-forwarded-for", "forwarded"])
    expect((await fetch(metrics, { headers: { [name]: "for=203.0.113.7" } })).status).toBe(403);
  expect((await plane.app.request("/metrics")).status).toBe(403);
});

test("a defect is answered with a fixed text and the request id; its cause goes to the log alone", async () => {
  const plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9" }), {
    lastCaughtUpAt: () => {
      throw new Error("a detail that nobody should see");
    },
  });
  const answer = await createClient(plane.app).legacy("ping");
  expect(answer.status).toBe(500);
  expect(answer.json.error?.message).toBe(
    `Something went wrong in Breezeway. The request id is ${answer.headers.get("x-request-id")}.`,
  );
  expect(plane.logLines.join("")).toContain("a detail that nobody should see");
});

test("a stopped server, a foreign network and a revoked connection are turned away", async () => {
  const base = manifest({ baseUrl: "http://127.0.0.1:9" });
  const stopped = startTestPlane(base);
  stopped.stopServer();
  const answer = await createClient(stopped.app).legacy("ping");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
  const fenced = startTestPlane({ ...base, policy: { ...base.policy, allowedClientCidrs: ["192.0.2.0/24"] } });
  expect((await createClient(fenced.app).legacy("ping")).status).toBe(403);
});
