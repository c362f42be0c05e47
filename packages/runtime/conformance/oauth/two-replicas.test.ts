import { jsonObject, sealSecret, Secret } from "@breezeway/core";
import { insertProvider, listChanges, listRevokedConnections } from "@breezeway/db";
import { createTestDatabase, seedWorkspace } from "@breezeway/db/testing";
import type { SeededWorkspace, TestDatabase } from "@breezeway/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFacadeStores } from "../../src/oauth/facade-stores.ts";
import { createBrowser } from "../../src/oauth/testing/browser.ts";
import {
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  post,
  refresh,
  registeredClient,
  testProvider,
  testRedirectUri,
  testVerifier,
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testProviderId, testServer } from "../../src/oauth/testing/protected-server.ts";

let database: TestDatabase;
let seed: SeededWorkspace;
let world: FacadeWorld;
let second: ReturnType<FacadeWorld["createReplica"]>;

/** Two façades that share one Postgres and nothing else. */
beforeAll(async () => {
  database = await createTestDatabase();
  seed = await seedWorkspace(database.owner);
  const server = testServer({
    workspaceId: seed.workspaceId,
    serverId: seed.serverId,
    workspaceSlug: seed.workspaceSlug,
  });
  world = await createFacadeWorld({
    servers: [server],
    stores: (keyring) =>
      createFacadeStores({
        database: database.data,
        keyring,
        operatorProviders: new Map(),
        findServer: async ({ serverSlug }) => (serverSlug === server.serverSlug ? server : undefined),
      }),
  });
  world.clock.nowMs = Date.now();
  upstreamTokens(world, { access_token: "upstream-access-canary", refresh_token: "upstream-refresh-canary" });
  second = world.createReplica();
  const { config } = testProvider(world.upstream.url);
  const place = {
    table: "oauth_providers",
    column: "client_secret",
    rowId: testProviderId,
    workspaceId: seed.workspaceId,
  };
  await database.control.inWorkspace({ workspaceId: seed.workspaceId }, (tx) =>
    insertProvider(tx, {
      id: testProviderId,
      preset: config.preset,
      name: config.name,
      clientId: config.clientId,
      settings: jsonObject.parse(JSON.parse(JSON.stringify(config))),
      clientSecret: sealSecret(world.keyring.current, place, Secret.of("upstream-secret-canary")),
      now: new Date(),
    }),
  );
});
afterAll(async () => {
  await world.close();
  await database.close();
});

const signInAcross = async () => {
  const clientId = await registeredClient(world);
  const replicas = { current: world.app };
  const browser = createBrowser(() => replicas.current);
  const atProvider = await consent(world, browser, { clientId });
  replicas.current = second;
  return { clientId, code: codeOf(await callback(browser, atProvider)) };
};

const redeemAt = (app: FacadeWorld["app"], clientId: string, code: string) =>
  post(app, world.addresses().token, {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    redirect_uri: testRedirectUri,
    code_verifier: testVerifier,
  });

describe("two replicas on one database", () => {
  it("carry one sign-in: authorize on one, callback on the other, token on the first", async () => {
    const { clientId, code } = await signInAcross();
    const { status, json } = await redeemAt(world.app, clientId, code);
    expect([status, json["error_description"]]).toEqual([200, undefined]);
    expect(world.identify(json["access_token"] ?? "").ok).toBe(true);
    expect(world.upstream.requestsTo("/token").at(-1)?.body).toContain("client_secret=upstream-secret-canary");
  });

  it("assurance 36: let one of 50 redemptions at once through", async () => {
    const { clientId, code } = await signInAcross();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => redeemAt(index % 2 === 0 ? world.app : second, clientId, code)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("assurance 41: leave one lineage of 20 refreshes at once", async () => {
    const { clientId, code } = await signInAcross();
    const first = await redeemAt(world.app, clientId, code);
    const fields = {
      grant_type: "refresh_token",
      refresh_token: first.json["refresh_token"] ?? "",
      client_id: clientId,
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(index % 2 === 0 ? world.app : second, world.addresses().token, fields),
      ),
    );
    const lineages = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json["refresh_token"]));
    expect(lineages.size).toBe(1);
    expect((await refresh(world, clientId, [...lineages][0] ?? "")).status).toBe(200);
  });

  it("put a revocation on the deny-list and into the change feed", async () => {
    const { clientId, code } = await signInAcross();
    const { json } = await redeemAt(world.app, clientId, code);
    const identified = world.identify(json["access_token"] ?? "");
    const hash = identified.ok ? identified.caller.connectionHash : "";
    expect((await post(second, world.addresses().revoke, { token: json["refresh_token"] })).status).toBe(200);
    const { workspaceId, serverId } = seed;
    const revoked = await database.data.inWorkspace({ workspaceId }, (tx) => listRevokedConnections(tx, { serverId }));
    expect(revoked.map((one) => one.hash)).toContain(hash);
    const changes = await database.data.unscoped((tx) => listChanges(tx, { afterSeq: 0, limit: 100 }));
    expect(changes.filter(({ kind }) => kind === "connection.revoked").map(({ payload }) => payload["hash"])).toContain(
      hash,
    );
  });

  it("leave no token, code or secret readable in any table", async () => {
    const { clientId, code } = await signInAcross();
    const { json } = await redeemAt(world.app, clientId, code);
    const canaries = [
      "upstream-access-canary",
      "upstream-refresh-canary",
      "upstream-secret-canary",
      "upstream-code",
      code,
      clientId,
      json["access_token"] ?? "",
      json["refresh_token"] ?? "",
    ];
    const rows = await database.owner.unscoped(async ({ sql }) => {
      const tables = await sql<
        { name: string }[]
      >`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'breezeway'::regnamespace`;
      const texts: string[] = [];
      for (const { name } of tables)
        for (const row of await sql<{ text: string }[]>`SELECT t::text AS text FROM ${sql(name)} t`)
          texts.push(row.text);
      return texts;
    });
    expect(rows.length).toBeGreaterThan(10);
    const forms = canaries.flatMap((canary) => [
      canary,
      ...(["hex", "base64", "base64url"] as const).map((form) => Buffer.from(canary).toString(form)),
    ]);
    expect(forms.filter((form) => rows.some((row) => row.includes(form)))).toEqual([]);
  });
});
