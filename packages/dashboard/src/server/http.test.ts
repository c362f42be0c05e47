import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./http/create-app.ts";
import { readWebFiles } from "./http/web-files.ts";
import { notesDocument, uploadOf } from "./testing/documents.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import { createTestDashboard, dashboardUrl, publicUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

describe("the control plane's HTTP", () => {
  let dashboard: TestDashboard;
  let team: Team;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());

  it("sends strict headers with every answer, refusals too", async () => {
    for (const path of ["/", "/api/session", "/api/nothing", "/api/workspaces/none"]) {
      const { headers } = await dashboard.app.request(`${dashboardUrl}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain(`connect-src 'self' ${publicUrl}`);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("strict-transport-security")).toContain("max-age=");
    }
    const { headers } = await dashboard.app.request(`${dashboardUrl}/api/session`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-request-id")).toMatch(/^req_/);
  });

  it("refuses bodies that are too large, not JSON, or broken", async () => {
    const { browser } = team.owner;
    const large = await browser.call("updateAccount", { body: { displayName: "x".repeat(300_000) } });
    expect(large.status).toBe(413);
    const plain = await browser.call("updateAccount", { body: {}, headers: { "content-type": "text/plain" } });
    expect(plain.status).toBe(400);
    const broken = await dashboard.app.request(`${dashboardUrl}/api/auth/login`, {
      method: "POST",
      headers: { origin: dashboardUrl, "content-type": "application/json" },
      body: "{",
    });
    expect(broken.status).toBe(400);
  });

  it("names each field that does not fit", async () => {
    const answer = await team.owner.browser.call("createWorkspace", { body: { name: "", slug: "A B" } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"at":"name"');
    expect(answer.text).toContain('"at":"slug"');
  });

  it("says nothing of an unexpected error but its request id", async () => {
    const broken = createApp({ ...dashboard.deps, clock: () => Number.NaN }, () => new Map());
    const answer = await broken.request(`${dashboardUrl}/api/trust`);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).toMatch(/"code":"internal"/);
    expect(text).not.toMatch(/Invalid time|RangeError/);
    expect(dashboard.logLines.join("")).toContain("Invalid time value");
  });

  it("serves the web app: hashed files for ever, pages fresh, unknown files not at all", async () => {
    const folder = await mkdtemp(join(tmpdir(), "breezeway-web-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<!doctype html><title>Breezeway</title>");
    await writeFile(join(folder, "assets", "app-abc.js"), "console.log(1);".repeat(100));
    const files = await readWebFiles(folder);
    const app = createApp(dashboard.deps, () => files);
    const page = await app.request(`${dashboardUrl}/w/acme/servers/notes`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    const script = await app.request(`${dashboardUrl}/assets/app-abc.js`, {
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(script.headers.get("content-encoding")).toBe("br");
    const again = await app.request(`${dashboardUrl}/assets/app-abc.js`, {
      headers: { "if-none-match": script.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
    for (const path of ["/assets/other.js", "/../package.json", "/%2e%2e/package.json", "/.env.js"])
      expect((await app.request(`${dashboardUrl}${path}`)).status, path).toBe(404);
    await rm(folder, { recursive: true });
    expect((await readWebFiles(join(folder, "gone"))).size).toBe(0);
  });

  it("packs the API's document and what is read of a workspace, and no answer that may carry a secret", async () => {
    const headers = { "accept-encoding": "gzip, br" };
    const document = await dashboard.app.request(`${dashboardUrl}/api/openapi.json`, { headers });
    expect(document.headers.get("content-encoding")).toBe("br");
    const { browser } = team.owner;
    const params = { workspace: team.workspace.slug };
    const servers = await browser.open("listServers", { params, headers });
    expect([servers.status, servers.headers.get("content-encoding")]).toEqual([200, "gzip"]);
    const session = await browser.open("getSession", { headers });
    expect([session.status, session.headers.get("content-encoding")]).toEqual([200, null]);
  });

  it("describes this deployment on the public trust page", async () => {
    const trust = await openBrowser(dashboard).get("getTrust");
    expect(trust.retention).toMatchObject({
      auditDays: 30,
      auditMode: "relaxed",
      sessionIdleHours: 12,
      sessionMaxDays: 14,
    });
    expect(trust.deployment).toMatchObject({ publicUrl, contact: "security@example.test" });
    expect(trust.modes.map(({ mode }) => mode)).toContain("oauth");
    expect(trust.neverStored.length).toBeGreaterThan(3);
  });

  it("stops an import when the browser goes away", async () => {
    const { promise: cancelled, resolve: onCancelled } = Promise.withResolvers<void>();
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
    const upstream = createServer((request, response) => {
      onAsked();
      response.on("close", () => onCancelled());
      request.resume();
    });
    const upstreamPort = await listen(upstream);
    const front = serve({ fetch: dashboard.app.fetch, port: 0, hostname: "127.0.0.1" }) as Server;
    await new Promise((resolve) => front.once("listening", resolve));
    const { port } = front.address() as AddressInfo;
    const leaving = new AbortController();
    const { browser } = team.owner;
    const request = fetch(`http://127.0.0.1:${port}/api/workspaces/${team.workspace.slug}/imports/preview`, {
      method: "POST",
      signal: leaving.signal,
      headers: {
        origin: dashboardUrl,
        cookie: browser.cookie ?? "",
        "x-csrf-token": browser.csrfToken ?? "",
        "content-type": "application/json",
      },
      body: JSON.stringify({ source: { kind: "url", url: `http://127.0.0.1:${upstreamPort}/openapi.json` } }),
    });
    const gone = request.then((response) => response.text()).catch((error: unknown) => error);
    await asked;
    leaving.abort();
    expect(await gone).toMatchObject({ name: "AbortError" });
    await cancelled;
    front.close();
    upstream.closeAllConnections();
    upstream.close();
  });

  it("says why a document cannot be imported, as the last event", async () => {
    const { browser } = team.owner;
    const params = { workspace: team.workspace.slug };
    const bad = await browser.call("previewImport", {
      params,
      body: {
        source: { kind: "upload", fileName: "x.json", content: Buffer.from("not a document").toString("base64") },
      },
    });
    expect(bad.status).toBe(200);
    expect(bad.text).toMatch(/event: error\ndata: \{"type":"error","error":\{"code":"invalid_document"/);
    const inside = await browser.call("previewImport", {
      params,
      body: { source: { kind: "url", url: "http://10.0.0.1/openapi.json" } },
    });
    expect(inside.text).toContain('"code":"egress_refused"');
    const stale = await browser.call("createServer", {
      params,
      body: {
        name: "N",
        slug: "nn",
        sources: [
          { source: uploadOf(notesDocument()), documentHash: "0".repeat(64), baseUrl: "https://a.example.test" },
        ],
        credential: { mode: "passthrough" },
      },
    });
    expect(stale.status).toBe(409);
  });
});
