import { describe, expect, it } from "vitest";
import { Secret } from "../secret/secret.ts";
import { buildAuthorizeUrl } from "./authorize-url.ts";
import { parseOperatorProviders } from "./operator-providers.ts";
import { dataCenterEndpoints, providerPresets } from "./presets.ts";
import { providerConfig } from "./provider-config.ts";
import { readTokenResponse } from "./read-token-response.ts";
import { computeScopes, readOnlyScopes } from "./scopes.ts";
import { parseSiteName } from "./sites.ts";
import { buildTokenRequest } from "./token-request.ts";

const endpoints = {
  authorizationEndpoint: "https://idp.example/authorize?tenant=a",
  tokenEndpoint: "https://idp.example/token",
};
const config = providerConfig.parse({
  preset: "oauth2",
  name: "Idp",
  clientId: "a b:c",
  ...endpoints,
  tokenRequest: { format: "form", clientAuthentication: "basic" },
  pkce: true,
  authorizeParameters: { audience: "api" },
});

describe("presets", () => {
  it("become whole configurations with a client id and, for the generic ones, URLs", () => {
    for (const { defaults, preset } of providerPresets) {
      const parsed = providerConfig.safeParse({ name: "Any", ...endpoints, ...defaults, preset, clientId: "id" });
      expect(parsed.error, preset).toBeUndefined();
    }
  });

  it("name the endpoints of a Data Center installation", () => {
    expect(dataCenterEndpoints("https://wiki.example/confluence/").tokenEndpoint).toBe(
      "https://wiki.example/confluence/rest/oauth2/latest/token",
    );
  });
});

describe("the authorize URL", () => {
  it("keeps what the endpoint has, adds the fixed parameters and never a resource", () => {
    const url = buildAuthorizeUrl({
      provider: config,
      callbackUrl: "https://b.example/cb",
      state: "s",
      scopes: ["a", "b"],
    });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      tenant: "a",
      audience: "api",
      response_type: "code",
      client_id: "a b:c",
      redirect_uri: "https://b.example/cb",
      state: "s",
      scope: "a b",
    });
  });
});

describe("the token request", () => {
  it("form-encodes both halves of a basic client authentication", () => {
    const request = buildTokenRequest(
      { config, clientSecret: Secret.of("s&ä:") },
      { type: "client_credentials", scopes: [] },
    );
    const sent = Buffer.from(request.headers?.["authorization"]?.slice(6) ?? "", "base64").toString();
    expect(sent).toBe("a+b%3Ac:s%26%C3%A4%3A");
    expect(String(request.body)).toBe("grant_type=client_credentials");
  });

  it("names a public client in the body", () => {
    const request = buildTokenRequest({ config }, { type: "refresh_token", refreshToken: Secret.of("r") });
    expect(new URLSearchParams(String(request.body)).get("client_id")).toBe("a b:c");
    expect(request.headers?.["authorization"]).toBeUndefined();
  });
});

const read = (status: number, json: unknown) => readTokenResponse({ status, body: Buffer.from(JSON.stringify(json)) });

describe("the token answer", () => {
  it("is read with scopes as text or list, and seconds as number or text", () => {
    const result = read(200, { access_token: "a", token_type: "BEARER", expires_in: "60", scope: "x,y z" });
    expect(result.ok && [result.tokens.expiresInSeconds, result.tokens.scopes]).toEqual([60, ["x", "y", "z"]]);
    expect(JSON.stringify(result)).not.toContain('"a"');
  });

  it("is a refusal by its error, whatever its status", () => {
    for (const status of [200, 400, 401, 403])
      expect(read(status, { error: "invalid_grant" })).toEqual({
        ok: false,
        reason: "refused",
        error: "invalid_grant",
      });
    expect(read(200, { error: "bad_verification_code" })).toMatchObject({ reason: "refused" });
    expect(read(401, {})).toMatchObject({ reason: "misconfigured" });
    expect(read(200, {})).toMatchObject({ reason: "unavailable" });
    expect(readTokenResponse({ status: 200, body: Buffer.from("<html>") })).toMatchObject({ reason: "unavailable" });
  });
});

describe("scopes", () => {
  const tools = [
    { scopes: ["read"], annotations: { readOnlyHint: true } },
    { scopes: ["write", "read"], annotations: { readOnlyHint: false } },
  ];

  it("follow from the tools, and lose for reading what only writing needs", () => {
    const scopes = computeScopes(tools, { offlineAccess: true });
    expect(scopes).toEqual(["offline_access", "read", "write"]);
    expect(readOnlyScopes([...scopes, "profile"], tools)).toEqual(["offline_access", "read", "profile"]);
  });
});

describe("a site's name", () => {
  it("is read from what people type", () => {
    for (const typed of ["acme", "Acme ", "acme.atlassian.net", "https://acme.atlassian.net/wiki/x?y#z"])
      expect(parseSiteName(typed, ".atlassian.net"), typed).toBe("acme");
    for (const typed of [
      "",
      "a b",
      "acme.example",
      "https://evil.example/acme.atlassian.net",
      "acme.atlassian.net.evil.example",
      "[::1]",
    ])
      expect(parseSiteName(typed, ".atlassian.net") === "acme", typed).toBe(false);
  });
});

describe("operator providers", () => {
  const id = `prv_${"a".repeat(26)}`;

  it("need the origins that their tokens may go to", () => {
    const one = { id, clientSecret: "canary", config: { ...config, apiOrigins: ["https://api.example"] } };
    const parsed = parseOperatorProviders(Secret.of(JSON.stringify([one])));
    expect(parsed.ok && [...parsed.providers.keys()]).toEqual([id]);
    const bad = parseOperatorProviders(Secret.of(JSON.stringify([{ ...one, config }])));
    expect(bad.ok).toBe(false);
    expect(JSON.stringify(bad)).not.toContain("canary");
    expect(parseOperatorProviders(Secret.of("not json")).ok).toBe(false);
  });
});
