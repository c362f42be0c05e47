import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress } from "../egress/egress.ts";
import { providerId } from "../ids/ids.ts";
import { generateKeyringEntry, parseKeyring } from "../keyring/parse-keyring.ts";
import { openSealed } from "../seal/open-sealed.ts";
import { seal } from "../seal/seal.ts";
import {
  connectionTestAudience,
  connectionTestState,
  readConnectionTest,
  startConnectionTest,
} from "./connection-test.ts";
import { configFromMetadata, discoverProvider } from "./discovery.ts";
import { providerConfig } from "./provider-config.ts";
import { testProviderSettings } from "./test-settings.ts";

const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.1"] });
const answers = new Map<string, { status: number; json: unknown }>();
const server = createServer((request, response) => {
  const { status, json } = answers.get((request.url ?? "").split("?")[0] ?? "") ?? { status: 404, json: {} };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers.set("/.well-known/openid-configuration", {
    status: 200,
    json: {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    },
  });
  answers.set("/authorize", { status: 200, json: {} });
  answers.set("/token", { status: 400, json: { error: "invalid_grant" } });
});
afterAll(async () => {
  await egress.close();
  server.close();
});

const discovered = async () =>
  providerConfig.parse({
    preset: "openid",
    name: "Idp",
    clientId: "id",
    authorizeParameters: {},
    ...configFromMetadata(await discoverProvider(egress, url)),
  });

describe("discovery", () => {
  it("fills in what the metadata says", async () => {
    expect(await discovered()).toMatchObject({
      issuer: url,
      pkce: true,
      tokenRequest: { format: "form", clientAuthentication: "post" },
    });
  });

  it("says what is wrong with an issuer", async () => {
    await expect(discoverProvider(egress, "nonsense")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(discoverProvider(egress, `${url}/other`)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(discoverProvider(egress, "http://10.0.0.1")).rejects.toMatchObject({ code: "egress_refused" });
  });
});

const run = async () =>
  Object.fromEntries(
    (await testProviderSettings(egress, { config: await discovered() }, "https://b.example/cb")).map(
      ({ step, state }) => [step, state],
    ),
  );

describe("the test of a provider's settings", () => {
  it("goes through its steps and tells good client settings by a refused code", async () => {
    expect(await run()).toEqual({ discovery: "ok", redirect: "ok", exchange: "ok", call: "todo" });
  });

  it("tells a refused client and a refused redirect", async () => {
    answers.set("/token", { status: 401, json: { error: "invalid_client" } });
    answers.set("/authorize", { status: 400, json: {} });
    expect(await run()).toMatchObject({ redirect: "failed", exchange: "failed" });
  });
});

describe("the part that needs a person", () => {
  it("is bound to the browser that began it, and stores nothing", async () => {
    const parsed = parseKeyring(generateKeyringEntry(0));
    if (!parsed.ok) throw new Error("no keyring");
    const { keyring } = parsed;
    const id = providerId.create();
    const places = {
      callbackUrl: "https://b.example/cb",
      dashboardUrl: "https://app.example",
      providerId: id,
      nowMs: 1_000,
    };
    const started = await startConnectionTest({
      keyring,
      provider: await discovered(),
      returnPath: "/x",
      scopes: [],
      ...places,
    });
    const state = new URL(started.authorizeUrl).searchParams.get("state") ?? "";
    const opened = openSealed({ keyring, purpose: "state", audience: places.callbackUrl, token: state, nowMs: 1_000 });
    const { flowId } = connectionTestState.parse(opened.ok && opened.claims);
    const answerFor = (flow: string, code?: string) =>
      seal({
        keyring,
        purpose: "ticket",
        audience: connectionTestAudience(places.dashboardUrl),
        expiresAt: 60_000,
        claims: { flowId: flow, providerId: id, code, error: code ? undefined : "access_denied" },
      });
    const read = async (flow: string, code?: string) =>
      readConnectionTest({ keyring, ticket: started.ticket, answer: await answerFor(flow, code), ...places });
    const good = await read(flowId, "code");
    expect(good.ok && good.grant.code.reveal()).toBe("code");
    expect(good.ok && good.grant.codeVerifier?.reveal()).toMatch(/^[\w-]{43}$/);
    expect(await read("another", "code")).toEqual({ ok: false, reason: "not_ours" });
    expect(await read(flowId)).toEqual({ ok: false, reason: "denied", error: "access_denied" });
  });

  it("returns to the dashboard alone", () => {
    const base = { kind: "test", flowId: "f", providerId: providerId.create() };
    for (const returnPath of ["//evil.example", "/\\evil.example", "https://evil.example", ""])
      expect(connectionTestState.safeParse({ ...base, returnPath }).success, returnPath).toBe(false);
  });
});
