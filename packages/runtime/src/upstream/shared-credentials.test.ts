import { createEgress, providerConfig, Secret } from "@breezeway/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileRelease } from "../live/compile-release.ts";
import type { LiveServer } from "../live/live-server.ts";
import { manifest, stored, testIds } from "../testing/manifest.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";
import type { TestUpstream } from "../testing/upstream.ts";
import { createSharedCredentials } from "./shared-credentials.ts";
import type { SecretSource } from "./shared-credentials.ts";

let tokens: TestUpstream;
let answer = { status: 200, expiresIn: 3_600 };
beforeAll(async () => {
  tokens = await startUpstream((_, response, index) =>
    answerJson(response, answer.status, {
      access_token: `token-${index}`,
      token_type: "bearer",
      expires_in: answer.expiresIn,
    }),
  );
});
afterAll(() => tokens.close());

const server = (credential: Parameters<typeof manifest>[0]["credential"]): LiveServer => ({
  workspaceId: testIds.workspace,
  serverId: testIds.server,
  workspaceSlug: "acme",
  serverSlug: "wiki",
  resourceUrl: "https://mcp.example.com/mcp/acme/wiki",
  epoch: 0,
  stopped: false,
  release: compileRelease(
    stored(manifest({ baseUrl: "https://api.example.com", access: "public", ...(credential && { credential }) })),
  ),
  revoked: new Set(),
  accessKeys: new Map(),
});

const setUp = (source: Partial<SecretSource> = {}) => {
  const state = { nowMs: 0, reads: 0, marked: [] as string[] };
  const shared = createSharedCredentials({
    egress: createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.0/8"] }),
    clock: () => state.nowMs,
    onError: () => undefined,
    source: {
      credential: () => {
        state.reads += 1;
        return Promise.resolve(Secret.of("key"));
      },
      provider: () =>
        Promise.resolve({
          config: providerConfig.parse({
            preset: "oauth2",
            name: "Service",
            clientId: "client",
            authorizationEndpoint: "https://auth.example.com/authorize",
            tokenEndpoint: `${tokens.url}/token`,
            tokenRequest: { format: "form", clientAuthentication: "post" },
            pkce: false,
            authorizeParameters: {},
          }),
          clientSecret: Secret.of("client-secret-not-real"),
        }),
      markRefused: (_, id) => Promise.resolve(void state.marked.push(id)),
      ...source,
    },
  });
  return { shared, state };
};

const credentialId = "crd_00000000000000000000000000" as never;
const providerId = "prv_00000000000000000000000000" as never;

test("a stored credential is read once, and again after a change", async () => {
  const { shared, state } = setUp();
  const keyed = server({ mode: "api_key", credentialId, placement: { in: "header", name: "X-Key" } });
  expect(await shared.resolve(keyed)).toMatchObject({
    ok: true,
    credential: { type: "api_key", placement: { name: "X-Key" } },
  });
  await shared.resolve(keyed);
  expect(state.reads).toBe(1);
  shared.forget();
  await shared.resolve(keyed);
  expect(state.reads).toBe(2);
});

test("a change in one workspace leaves the credentials of others in memory", async () => {
  const { shared, state } = setUp();
  const basic = server({ mode: "basic", credentialId });
  await shared.resolve(basic);
  shared.forget(new Set(["ws_of_somebody_else"]));
  await shared.resolve(basic);
  expect(state.reads).toBe(1);
  shared.forget(new Set([testIds.workspace]));
  await shared.resolve(basic);
  expect(state.reads).toBe(2);
});

test("what was being read when it changed is not kept", async () => {
  const waiting: ((secret: Secret) => void)[] = [];
  const { shared } = setUp({ credential: () => new Promise((resolve) => void waiting.push(resolve)) });
  const basic = server({ mode: "basic", credentialId });
  const first = shared.resolve(basic);
  shared.forget();
  waiting[0]?.(Secret.of("old"));
  await first;
  const second = shared.resolve(basic);
  waiting[1]?.(Secret.of("new"));
  const result = await second;
  expect(result.ok && result.credential?.type === "basic" && result.credential.pair.reveal()).toBe("new");
});

test("a service account's token is fetched, kept, and renewed before it ends", async () => {
  const { shared, state } = setUp();
  const account = server({ mode: "client_credentials", providerId, scopes: ["read"] });
  const token = async () => {
    const result = await shared.resolve(account);
    return result.ok && result.credential?.type === "bearer" ? result.credential.token.reveal() : "none";
  };
  const before = tokens.received.length;
  const [one, two] = await Promise.all([token(), token()]);
  expect(one).toBe(two);
  expect(tokens.received).toHaveLength(before + 1);
  state.nowMs += 3_530_000;
  expect(await token()).toBe(one);
  state.nowMs += 20_000;
  expect(await token()).not.toBe(one);
});

test("an outage of the provider is no fault of the credential", async () => {
  const { shared } = setUp();
  const account = server({ mode: "client_credentials", providerId, scopes: [] });
  answer = { status: 503, expiresIn: 0 };
  expect(await shared.resolve(account)).toEqual({ ok: false, reason: "unavailable" });
  answer = { status: 200, expiresIn: 3_600 };
});

test("a missing credential is told, and a refused one is marked once a minute", async () => {
  const { shared, state } = setUp({ credential: () => Promise.resolve(undefined) });
  const bearer = server({ mode: "bearer", credentialId });
  expect(await shared.resolve(bearer)).toEqual({ ok: false, reason: "missing" });
  state.nowMs += 100_000;
  shared.refused(bearer);
  shared.refused(bearer);
  expect(state.marked).toEqual([credentialId]);
});
