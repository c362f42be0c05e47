import { accessKeyId, connectionId, hashToken, seal } from "@breezeway/core";
import type { CredentialSettings } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import type { AccessTokenClaims, Grant } from "../oauth/grant/grant.ts";
import { lifetimes } from "../oauth/grant/lifetimes.ts";
import { releaseOrigins } from "../oauth/grant/origins.ts";
import { testHasher, testKeyring, testProviderId, testServer } from "../oauth/testing/protected-server.ts";
import { formatChallenge } from "./challenge.ts";
import { createIdentify } from "./identify.ts";
import type { ProtectedServer } from "./protected-server.ts";

const keyring = testKeyring();
const hashConnection = testHasher();
let nowMs = 1_800_000_000_000;
const identify = createIdentify({ keyring, hashConnection, clock: () => nowMs });

const grantFor = (server: ProtectedServer, changes: Partial<Grant> = {}): Grant => ({
  version: 1,
  serverId: server.serverId,
  connectionId: connectionId.create(),
  epoch: server.epoch,
  client: { fingerprint: "f", name: "Claude" },
  origins: [...releaseOrigins(server)],
  readOnly: false,
  variables: { cloudId: "c-1" },
  scopes: ["read:page:confluence"],
  providerId: testProviderId,
  issuedAtMs: nowMs,
  ...changes,
});

const sealAccess = (server: ProtectedServer, changes: Partial<Grant> = {}, claims: Partial<AccessTokenClaims> = {}) =>
  seal({
    keyring,
    purpose: "access_token",
    audience: server.resourceUrl,
    expiresAt: nowMs + 3_600_000,
    claims: { grant: grantFor(server, changes), credential: { type: "bearer", token: "upstream-token" }, ...claims },
  });

const bearer = (token: string) => `Bearer ${token}`;
const refusal = (server: ProtectedServer, authorization?: string) => {
  const result = identify({ server, authorization });
  return result.ok ? undefined : result.challenge;
};

describe("a sealed grant", () => {
  it("becomes a caller with the upstream token inside", async () => {
    const server = testServer();
    const result = identify({ server, authorization: bearer(await sealAccess(server)) });
    if (!result.ok) throw new Error("refused");
    const { caller } = result;
    expect(caller.kind).toBe("grant");
    expect(caller.credential?.type === "bearer" && caller.credential.token.reveal()).toBe("upstream-token");
    expect(caller.variables).toEqual({ cloudId: "c-1" });
    expect(caller.client).toEqual({ name: "Claude" });
    expect(JSON.stringify(result)).not.toContain("upstream-token");
  });

  it("of another server, epoch, provider, time or set of origins is refused", async () => {
    const server = testServer();
    const other = testServer({ serverSlug: "other" });
    const refused: Partial<Grant>[] = [
      { epoch: 0 },
      { serverId: other.serverId },
      { providerId: undefined },
      { issuedAtMs: nowMs + 5 * 60_000 },
      { origins: ["https://elsewhere.example"] },
      { accessKeyId: accessKeyId.create() },
    ];
    for (const changes of refused)
      expect(refusal(server, bearer(await sealAccess(server, changes))), JSON.stringify(changes)).toBeDefined();
    expect(refusal(other, bearer(await sealAccess(server)))?.resourceMetadata).toBe(
      "https://mcp.example.com/.well-known/oauth-protected-resource/mcp/acme/other",
    );
  });

  it("with a credential too few or too many is refused", async () => {
    const server = testServer();
    expect(refusal(server, bearer(await sealAccess(server, {}, { credential: undefined })))).toBeDefined();
    const key = { id: accessKeyId.create(), hash: "h", readOnly: false };
    const shared = testServer({ credential: { mode: "none" }, accessKeys: new Map([["h", key]]) });
    const token = await sealAccess(shared, { providerId: undefined, accessKeyId: key.id });
    expect(refusal(shared, bearer(token))).toBeDefined();
  });

  it("is refused once its connection is revoked, and read-only travels along", async () => {
    const server = testServer();
    const token = await sealAccess(server, { readOnly: true });
    const result = identify({ server, authorization: bearer(token) });
    if (!result.ok) throw new Error("refused");
    expect(result.caller.limits.readOnly).toBe(true);
    const revoked = { ...server, revoked: new Set([result.caller.connectionHash]) };
    expect(refusal(revoked, bearer(token))?.error).toBe("invalid_token");
  });

  it("is taken with 30 s of clock skew and refused with 5 minutes", async () => {
    const server = testServer();
    const token = await sealAccess(server);
    const end = nowMs + 3_600_000;
    const start = nowMs;
    nowMs = end + lifetimes.clockSkew - 1;
    expect(refusal(server, bearer(token))).toBeUndefined();
    nowMs = end + 5 * 60_000;
    expect(refusal(server, bearer(token))).toBeDefined();
    nowMs = start - 30_000;
    expect(refusal(server, bearer(token))).toBeUndefined();
    nowMs = start - 5 * 60_000;
    expect(refusal(server, bearer(token))).toBeDefined();
    nowMs = start;
  });

  it("sealed by a retired key is refused like any other bad token", async () => {
    const server = testServer();
    const token = await sealAccess(server);
    const later = createIdentify({ keyring: testKeyring(), hashConnection, clock: () => nowMs });
    const result = later({ server, authorization: bearer(token) });
    expect(result.ok ? undefined : result.challenge).toEqual(refusal(server, "Bearer nonsense"));
  });

  it("costs tens of microseconds to open and identify", async () => {
    const server = testServer();
    const authorization = bearer(
      await sealAccess(server, {}, { credential: { type: "bearer", token: "t".repeat(2_500) } }),
    );
    const run = (rounds: number) => {
      const started = process.cpuUsage();
      for (let round = 0; round < rounds; round += 1) identify({ server, authorization });
      const used = process.cpuUsage(started);
      return (used.user + used.system) / rounds;
    };
    run(3_000);
    const measured = Array.from({ length: 5 }, () => run(2_000)).toSorted((a, b) => a - b);
    expect(measured[2]).toBeLessThan(120);
    console.info(`identify: ${measured.map((us) => us.toFixed(1)).join(", ")} µs`);
  });
});

describe("a raw credential", () => {
  const passthrough: CredentialSettings = { mode: "passthrough" };

  it("is carried as it is in passthrough mode", () => {
    const result = identify({ server: testServer({ credential: passthrough }), authorization: "bearer raw.token" });
    expect(result.ok && result.caller.credential?.type === "bearer" && result.caller.credential.token.reveal()).toBe(
      "raw.token",
    );
  });

  it("that this deployment sealed is never carried upstream", async () => {
    const token = await sealAccess(testServer());
    expect(refusal(testServer({ credential: passthrough }), bearer(token))?.error).toBe("invalid_token");
  });

  it("is not taken where a grant is due", () => {
    expect(refusal(testServer(), "Bearer raw.token")?.error).toBe("invalid_token");
  });
});

describe("an access key", () => {
  const shared: CredentialSettings = { mode: "none" };
  const hash = hashToken("bwk_key").toString("hex");
  const key = { id: accessKeyId.create(), hash, readOnly: true };
  const server = testServer({ credential: shared, accessKeys: new Map([[hash, key]]) });

  it("is found by its hash and brings its limits, and no credential", () => {
    const result = identify({ server, authorization: "Bearer bwk_key" });
    expect(result.ok && result.caller).toMatchObject({
      kind: "access_key",
      credential: null,
      limits: { readOnly: true },
      accessKeyId: key.id,
    });
  });

  it("is refused when unknown or run out", () => {
    expect(refusal(server, "Bearer bwk_other")?.error).toBe("invalid_token");
    const ended = { ...server, accessKeys: new Map([[hash, { ...key, expiresAtMs: nowMs }]]) };
    expect(refusal(ended, "Bearer bwk_key")?.error).toBe("invalid_token");
  });

  it("sealed on the authorize page is good for as long as the key is", async () => {
    const token = await sealAccess(server, { providerId: undefined, accessKeyId: key.id }, { credential: undefined });
    const result = identify({ server, authorization: bearer(token) });
    expect(result.ok && result.caller).toMatchObject({ kind: "grant", limits: { readOnly: true } });
    expect(refusal({ ...server, accessKeys: new Map() }, bearer(token))?.error).toBe("invalid_token");
  });
});

describe("a public server", () => {
  it("gives all callers one connection and reads no header", () => {
    const server = testServer({ credential: { mode: "none" }, access: "public" });
    const first = identify({ server, authorization: undefined });
    const second = identify({ server, authorization: "Bearer whatever" });
    expect(first).toEqual(second);
    expect(first.ok && first.caller.kind).toBe("public");
  });
});

describe("a challenge", () => {
  it("names metadata and scopes where the façade serves the mode, and an error only when a token was refused", () => {
    const server = testServer();
    const missing = refusal(server);
    expect(missing && formatChallenge(missing)).toBe(
      'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp/acme/wiki", ' +
        'scope="delete:page:confluence read:page:confluence read:space:confluence write:page:confluence"',
    );
    const refused = refusal(server, "Bearer nonsense");
    expect(refused && formatChallenge(refused)).toMatch(/^Bearer error="invalid_token", error_description="[^"]+", /);
  });

  it("names no metadata where there is no façade", () => {
    const missing = refusal(testServer({ credential: { mode: "passthrough" } }));
    expect(missing && formatChallenge(missing)).toBe('Bearer realm="mcp"');
  });
});
