import {
  createEgress,
  createLogger,
  generateKeyringEntry,
  hashManifest,
  parseKeyring,
  releaseId,
  slugSchema,
} from "@breezeway/core";
import type { Config } from "@breezeway/core";
import { appendChange, insertRelease, publishRelease, revokeConnection } from "@breezeway/db";
import type { ConnectionHash } from "@breezeway/core";
import { createTestDatabase, seedWorkspace } from "@breezeway/db/testing";
import type { SeededWorkspace, TestDatabase } from "@breezeway/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRuntime } from "./create-runtime.ts";
import type { Runtime } from "./create-runtime.ts";
import { testConfig } from "./testing/data-plane.ts";
import { manifest, operation, parameter, tool } from "./testing/manifest.ts";
import { createClient } from "./testing/mcp-client.ts";
import type { Client } from "./testing/mcp-client.ts";
import { answerJson, startUpstream } from "./testing/upstream.ts";
import type { TestUpstream } from "./testing/upstream.ts";

let database: TestDatabase;
let seed: SeededWorkspace;
let api: TestUpstream;
let runtime: Runtime;
let client: Client;

const publish = async (toolName: string): Promise<void> => {
  const id = releaseId.create();
  const base = manifest({
    baseUrl: api.url,
    tools: [
      tool(
        toolName,
        operation({ method: "GET", path: "/pages/{id}", parameters: [parameter({ name: "id", in: "path" })] }),
      ),
    ],
  });
  const { text, contentHash } = hashManifest({
    ...base,
    workspace: { id: seed.workspaceId, slug: slugSchema.parse("team") },
    server: { ...base.server, id: seed.serverId },
  });
  await database.control.inWorkspace({ workspaceId: seed.workspaceId }, async (tx) => {
    await insertRelease(tx, { id, serverId: seed.serverId, number: releaseNumber++, manifest: text, contentHash });
    await publishRelease(tx, { serverId: seed.serverId, releaseId: id });
  });
};
let releaseNumber = 2;

const call = (name: string) => client.legacy("tools/call", { name, arguments: { id: "1" } });
const names = async () => (await client.legacy("tools/list")).json.result?.tools?.map((one) => one.name);

const readEvents = () =>
  database.owner.unscoped(
    ({ sql }) => sql<{ tool: string; outcome: string; connection_hash: string }[]>`SELECT * FROM audit_events`,
  );

beforeAll(async () => {
  database = await createTestDatabase();
  seed = await seedWorkspace(database.owner);
  api = await startUpstream((_, response) => answerJson(response, 200, { ok: true }));
  const ring = parseKeyring(generateKeyringEntry(Date.now()));
  if (!ring.ok) throw new Error("The test keyring is unreadable.");
  const config: Config = {
    ...testConfig,
    host: "",
    port: 0,
    dataDir: "",
    keyring: ring.keyring,
    egress: { allowHttp: true, allowedPrivateNetworks: [], extraCas: [] },
    logLevel: "silent",
  };
  runtime = createRuntime({
    config,
    database: database.data,
    keyring: ring.keyring,
    egress: createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.0/8"] }),
    log: createLogger({ level: "silent", name: "test" }),
    clock: Date.now,
  });
  client = createClient(runtime.app, "token-of-a-user-not-real", `/mcp/${seed.workspaceSlug}/${seed.serverSlug}`);
});
afterAll(async () => {
  await runtime.drain();
  await Promise.all([api.close(), database.close()]);
});

test("answers 503 until it has heard from the change feed", async () => {
  expect((await runtime.app.request("/readyz")).status).toBe(503);
  expect((await client.legacy("ping")).status).toBe(503);
  await runtime.start();
  expect((await runtime.app.request("/readyz")).status).toBe(200);
  expect((await runtime.app.request("/healthz")).status).toBe(200);
});

test("has the façade at its addresses, and one answer where nothing is", async () => {
  const ask = async (path: string) => {
    const response = await runtime.app.request(path);
    return [response.status, await response.text()];
  };
  const nothing = [404, expect.stringContaining("There is nothing at this address.")];
  expect(await ask("/oauth/style.css")).toEqual([200, expect.stringContaining("{")]);
  for (const path of ["/nowhere", "/oauth/nowhere", "/.well-known/nowhere", "/oauth/a/b/token"])
    expect(await ask(path)).toEqual(nothing);
});

test("serves what is published, and the next release within 250 ms", async () => {
  await publish("first_tool");
  await expect.poll(names, { interval: 10, timeout: 2_000 }).toEqual(["first_tool"]);
  const publishedAt = performance.now();
  await publish("second_tool");
  await expect.poll(names, { interval: 10, timeout: 2_000 }).toEqual(["second_tool"]);
  expect(performance.now() - publishedAt).toBeLessThan(1_000);
});

test("records each call under one connection hash, and no token anywhere", async () => {
  expect((await call("second_tool")).said).toBe('{"ok":true}');
  await call("second_tool");
  await expect.poll(async () => (await readEvents()).length, { interval: 20 }).toBe(2);
  const rows = await readEvents();
  expect(rows).toMatchObject([
    { tool: "second_tool", outcome: "ok" },
    { tool: "second_tool", outcome: "ok" },
  ]);
  expect(new Set(rows.map(({ connection_hash: hash }) => hash)).size).toBe(1);
  expect(JSON.stringify(rows)).not.toContain("token-of-a-user");
});

test("turns a revoked connection away once the change feed has told", async () => {
  const [row] = await database.owner.unscoped(
    ({ sql }) => sql<{ hash: ConnectionHash }[]>`SELECT connection_hash AS hash FROM audit_events LIMIT 1`,
  );
  await database.control.inWorkspace({ workspaceId: seed.workspaceId }, (tx) =>
    revokeConnection(tx, {
      serverId: seed.serverId,
      hash: row?.hash as ConnectionHash,
      kind: "bearer",
      deniedUntilMs: Date.now() + 60_000,
    }),
  );
  await expect.poll(async () => (await call("second_tool")).status, { interval: 20, timeout: 2_000 }).toBe(401);
});

test("an emergency stop ends a server's answers", async () => {
  await database.owner.unscoped(({ sql }) => sql`UPDATE servers SET stopped_at = now() WHERE id = ${seed.serverId}`);
  await database.control.inWorkspace({ workspaceId: seed.workspaceId }, (tx) =>
    appendChange(tx, { serverId: seed.serverId, kind: "server.stopped" }),
  );
  await expect.poll(async () => (await call("second_tool")).status, { interval: 20, timeout: 2_000 }).toBe(503);
});
