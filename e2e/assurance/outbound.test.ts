// Numbers 1 to 5, seen from outside: what a running product can be made to connect to by documents, base URLs and
// client ids. The guard itself is tried with every spelling in packages/core/src/egress.
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileUrls } from "@breezeway/core/testing";
import { runCommand } from "../support/start-process.ts";
import { type OAuthServer, publishOAuthServer } from "./stage/emulated-atlassian.ts";
import { createCaller, isGood, tell } from "./stage/load.ts";
import { plainDocument, startPlainApi } from "./stage/plain-api.ts";
import { createWorkspace, publishServer, type StagedWorkspace } from "./stage/publish.ts";
import { authorizeUrl, newVerifier } from "./stage/sign-in.ts";
import { type Replica, type Stage, startStage } from "./stage/stage.ts";

let stage: Stage;
let guarded: Replica;
let canary: { readonly port: number; connections(): number; forget(): void; readonly servers: readonly Server[] };
let workspace: StagedWorkspace;
let oauth: OAuthServer;

beforeAll(async () => {
  stage = await startStage();
  canary = await startCanary();
  const emulatorHost = new URL(stage.emulator.url).host;
  guarded = await stage.startReplica({ env: { ALLOWED_PRIVATE_NETWORKS: emulatorHost } });
  workspace = await createWorkspace(stage, "acme");
  oauth = await publishOAuthServer(stage, { workspace, slug: "wiki" });
});
afterAll(async () => {
  for (const server of canary?.servers ?? []) server.close();
  await stage?.close();
});

/** Counts connections on both loopback families at one port. */
const startCanary = async (): Promise<typeof canary> => {
  let count = 0;
  const listen = (host: string, port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createTcpServer((socket) => {
        count += 1;
        socket.destroy();
      });
      server.once("error", reject);
      server.listen(port, host, () => resolve(server));
    });
  const first = await listen("0.0.0.0", 0);
  const { port } = first.address() as AddressInfo;
  const second = await listen("::1", port).catch(() => undefined);
  return {
    port,
    connections: () => count,
    forget: () => (count = 0),
    servers: second === undefined ? [first] : [first, second],
  };
};

const baseUrlsOf = (urls: readonly string[]): string[] =>
  urls.filter((url) => URL.canParse(url)).map((url) => url.replace(/\/$/, ""));

describe("assurance 1: hostile hosts", () => {
  it("get no connection as the base URL of a tool", async () => {
    const urls = baseUrlsOf(hostileUrls(canary.port));
    expect(urls.length).toBeGreaterThan(200);
    const caller = createCaller(guarded.url, 8);
    const seen = { calls: 0, refused: 0 };
    for (const [index, baseUrl] of urls.entries()) {
      const server = await publishServer(stage, {
        workspace,
        slug: `hostile-${index}`,
        documents: [{ document: plainDocument, baseUrl }],
      });
      const outcome = await caller.call({ path: server.path, tool: server.nameOf("listItems"), token: "not-a-secret" });
      seen.calls += 1;
      if (outcome.status === 200 && outcome.text.includes('"isError":true')) seen.refused += 1;
    }
    await caller.close();
    tell("1, tool base URL", { ...seen, connections: canary.connections() });
    expect(seen.refused).toBe(seen.calls);
    expect(canary.connections()).toBe(0);
  });

  it("get no connection as a client id", async () => {
    const urls = hostileUrls(canary.port);
    const ids = [...urls, ...urls.map((url) => url.replace("http:", "https:"))].map((url) => `${url}client.json`);
    let redirected = 0;
    for (const clientId of ids) {
      const url = new URL(authorizeUrl(oauth.mcpUrl, { clientId, verifier: newVerifier() }));
      const response = await fetch(`${guarded.url}${url.pathname}${url.search}`, { redirect: "manual" });
      if (response.headers.has("location")) redirected += 1;
      await response.arrayBuffer();
    }
    tell("1, client id metadata", { ids: ids.length, redirected, connections: canary.connections() });
    expect(redirected).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it("get no connection as the address of a document (one in twenty of them, each by a process of its own)", async () => {
    const urls = hostileUrls(canary.port).filter((_, index) => index % 20 === 0);
    let imported = 0;
    for (let at = 0; at < urls.length; at += 2) {
      const runs = await Promise.all(
        urls.slice(at, at + 2).map((url) => runCommand(["import", url], { ALLOWED_PRIVATE_NETWORKS: "" })),
      );
      imported += runs.filter(({ code }) => code === 0).length;
    }
    tell("1, import by URL", { documents: urls.length, imported, connections: canary.connections() });
    expect(imported).toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it("would have been noticed by the canary", async () => {
    const before = canary.connections();
    for (const host of ["127.0.0.1", "::1"].slice(0, canary.servers.length))
      await new Promise((resolve) => connect(canary.port, host).on("error", resolve).on("close", resolve));
    expect(canary.connections()).toBe(before + canary.servers.length);
    canary.forget();
  });
});

describe("assurance 3: redirects", () => {
  it("to a private address are not followed, whatever the surface", async () => {
    const target = `http://127.0.0.1:${canary.port}/`;
    stage.emulator.addFault({ fault: { kind: "redirect", location: target }, pathIncludes: "/spaces" });
    const server = await publishServer(stage, {
      workspace,
      slug: "redirected",
      documents: [{ document: spacesDocument, baseUrl: `${stage.emulator.url}/site` }],
    });
    const caller = createCaller(guarded.url, 1);
    const outcome = await caller.call({ path: server.path, tool: server.nameOf("spaces"), token: "not-a-secret" });
    await caller.close();
    const imported = await runCommand(["import", `${stage.emulator.url}/spaces`], {
      ALLOWED_PRIVATE_NETWORKS: new URL(stage.emulator.url).host,
    });
    stage.emulator.clearFaults();
    expect(isGood(outcome)).toBe(false);
    expect(imported.code).not.toBe(0);
    expect(canary.connections()).toBe(0);
  });

  it("to another origin carry no credential", async () => {
    const elsewhere = await startPlainApi();
    const seen: (string | undefined)[] = [];
    elsewhere.answer((request, response) => {
      seen.push(request.headers.authorization, request.headers.cookie);
      response.end("{}");
    });
    stage.emulator.addFault({ fault: { kind: "redirect", location: `${elsewhere.url}/x` }, pathIncludes: "/spaces" });
    const open = stage.replicas[0];
    const caller = createCaller(open?.url ?? "", 1);
    const server = await publishServer(stage, {
      workspace,
      slug: "leaving",
      documents: [{ document: spacesDocument, baseUrl: `${stage.emulator.url}/site` }],
    });
    await caller.call({ path: server.path, tool: server.nameOf("spaces"), token: "canary-that-must-not-leave" });
    await caller.close();
    await elsewhere.close();
    stage.emulator.clearFaults();
    expect(seen).toEqual([undefined, undefined]);
  });
});

describe("assurance 4: plain http", () => {
  it("is refused outside development, for tools and documents", async () => {
    const directory = await mkdtemp(join(tmpdir(), "assurance-http-"));
    const api = await startPlainApi();
    const run = await runCommand(["import", `${api.url}/openapi.json`], {
      ALLOW_HTTP: "false",
      ALLOWED_PRIVATE_NETWORKS: "127.0.0.1",
    });
    const strict = await stage.startReplica({ env: { ALLOW_HTTP: "false" } });
    const server = await publishServer(stage, {
      workspace,
      slug: "plain-http",
      documents: [{ document: plainDocument, baseUrl: api.url }],
    });
    const caller = createCaller(strict.url, 1);
    const outcome = await caller.call({ path: server.path, tool: server.nameOf("listItems"), token: "not-a-secret" });
    await caller.close();
    await strict.process.stop();
    await api.close();
    await rm(directory, { recursive: true });
    expect(run.code).not.toBe(0);
    expect(isGood(outcome)).toBe(false);
    expect(api.counts.size).toBe(0);
  });
});

describe("assurance 5: credentials", () => {
  it("reach the configured origin alone, whatever the arguments say", async () => {
    const elsewhere = await startPlainApi();
    const api = await startPlainApi();
    const server = await publishServer(stage, {
      workspace,
      slug: "absolute",
      documents: [{ document: pathDocument, baseUrl: api.url }],
    });
    const caller = createCaller(stage.replicas[0]?.url ?? "", 4);
    const { host } = new URL(elsewhere.url);
    const attempts = [
      elsewhere.url,
      `//${host}/x`,
      `/${host}`,
      `@${host}`,
      `\\\\${host}\\x`,
      `x@${host}/`,
      `..//${host}`,
      `%2f%2f${host}`,
      `${host}#`,
      `?@${host}`,
    ];
    for (const value of attempts)
      for (const tool of ["byPath", "byQuery"])
        await caller.call({ path: server.path, tool: server.nameOf(tool), args: { value }, token: "not-a-secret" });
    await caller.close();
    await Promise.all([api.close(), elsewhere.close()]);
    expect(elsewhere.counts.size).toBe(0);
    expect(api.counts.size).toBeGreaterThan(0);
  });
});

const answered = { responses: { 200: { description: "Done" } } };
const spacesDocument = {
  openapi: "3.0.3",
  info: { title: "Spaces", version: "1" },
  paths: { "/spaces": { get: { operationId: "spaces", ...answered } } },
};
const value = (place: string) => [{ name: "value", in: place, required: true, schema: { type: "string" } }];
const pathDocument = {
  openapi: "3.0.3",
  info: { title: "Values", version: "1" },
  paths: {
    "/{value}": { get: { operationId: "byPath", parameters: value("path"), ...answered } },
    "/query": { get: { operationId: "byQuery", parameters: value("query"), ...answered } },
  },
};
