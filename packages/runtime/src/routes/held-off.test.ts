import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { startTestPlane, testConfig } from "../testing/data-plane.ts";
import { manifest, operation, tool } from "../testing/manifest.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const openTool = tool("open_tool", operation({ method: "GET", path: "/open" }));

const setUp = async ({
  given = {},
  config = {},
  upstreamStatus = 200,
}: {
  given?: Partial<ReturnType<typeof manifest>>;
  config?: Partial<typeof testConfig>;
  upstreamStatus?: number;
} = {}) => {
  const api = await startUpstream((_, response) => answerJson(response, upstreamStatus, {}));
  const plane = startTestPlane(manifest({ baseUrl: api.url, tools: [openTool], ...given }), {
    config: { ...testConfig, trustedProxies: ["127.0.0.1"], ...config },
  });
  const server = serve({ fetch: plane.app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())), api.close);
  const { port } = server.address() as AddressInfo;
  return { api, plane, url: `http://127.0.0.1:${port}/mcp/acme/wiki` };
};

const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "open_tool" } });
const call = async (url: string, from: string, more: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": from, ...more },
    body,
  });
  await response.text();
  return response;
};
const bearer = { authorization: "Bearer made-up" };

test("an address whose bearers the API refuses is held off, and the API is asked no more", async () => {
  const { api, plane, url } = await setUp({ config: { maxRefusalsPerMinute: 10 }, upstreamStatus: 401 });
  for (let index = 0; index < 11; index += 1) expect((await call(url, "203.0.113.7", bearer)).status).toBe(401);
  const asked = api.received.length;
  const refused = await call(url, "203.0.113.7", bearer);
  expect([refused.status, Number(refused.headers.get("retry-after")) > 50]).toEqual([429, true]);
  expect(api.received).toHaveLength(asked);
  expect((await call(url, "203.0.113.8", bearer)).status).toBe(401);
  expect((await call(`${url}-elsewhere`, "203.0.113.7")).status).toBe(429);
  expect((await call(`${url}-elsewhere`, "203.0.113.8")).status).toBe(404);
  plane.advance(60_000);
  expect((await call(url, "203.0.113.7", bearer)).status).toBe(401);
});

test("at an open server each address has its own budget of calls", async () => {
  const base = manifest({ baseUrl: "http://127.0.0.1:9" });
  const { url } = await setUp({
    given: {
      credential: { mode: "none" },
      access: "public",
      policy: { ...base.policy, callsPerMinutePerConnection: 2 },
    },
  });
  const statuses = async (from: string) => {
    const seen: number[] = [];
    for (let index = 0; index < 3; index += 1) seen.push((await call(url, from)).status);
    return seen;
  };
  expect(await statuses("203.0.113.7")).toEqual([200, 200, 429]);
  expect(await statuses("203.0.113.8")).toEqual([200, 200, 429]);
});

const megabyte = " ".repeat(1_000_000);

/** Sends so many megabytes and leaves the body open. */
const upload = (url: string, from: string, megabytes: number) => {
  const sent = request(url, {
    method: "POST",
    headers: { "content-type": "application/json", "transfer-encoding": "chunked", "x-forwarded-for": from, ...bearer },
  });
  const answered = new Promise<{ status: number; retryAfter: string | undefined }>((resolve) => {
    sent.on("error", () => undefined);
    sent.on("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] });
    });
  });
  for (let index = 0; index < megabytes; index += 1) sent.write(megabyte);
  return { sent, answered };
};

const heldBytes = async (url: string): Promise<number> =>
  Number(/^breezeway_held_body_bytes (\d+)/m.exec(await (await fetch(new URL("/metrics", url))).text())?.[1]);

test("large bodies share a budget of bytes, small ones go on, and all is given back (assurance 45)", async () => {
  const { url } = await setUp({ config: { maxHeldBodyBytes: 40_000_000 } });
  const open = [
    ...["203.0.113.1", "203.0.113.2", "203.0.113.3"].map((from) => upload(url, from, 9)),
    upload(url, "203.0.113.4", 8),
  ];
  await expect.poll(() => heldBytes(url)).toBe(35_000_000);
  expect(await upload(url, "203.0.113.1", 2).answered).toEqual({ status: 503, retryAfter: "1" });
  expect(await upload(url, "203.0.113.5", 6).answered).toEqual({ status: 503, retryAfter: "1" });
  expect((await call(url, "203.0.113.5", bearer)).status).toBe(200);
  const [first, ...others] = open;
  first?.sent.end(body);
  expect((await first?.answered)?.status).toBe(200);
  for (const { sent } of others) sent.destroy();
  await expect.poll(() => heldBytes(url)).toBe(0);
});
