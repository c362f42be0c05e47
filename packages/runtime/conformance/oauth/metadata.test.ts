import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatChallenge, insufficientScope } from "../../src/identify/challenge.ts";
import { createIdentify } from "../../src/identify/identify.ts";
import type { ProtectedServer } from "../../src/identify/protected-server.ts";
import { createFacadeWorld, signInForTokens } from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
});
afterEach(() => world.close());

const read = async (url: string) => {
  const response = await world.app.request(url);
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
};

const challengeOf = (server: ProtectedServer, authorization?: string) => {
  const { keyring, hashConnection, clock } = world;
  const identified = createIdentify({ keyring: keyring.current, hashConnection, clock: () => clock.nowMs })({
    server,
    authorization,
  });
  return identified.ok ? undefined : { ...identified.challenge, header: formatChallenge(identified.challenge) };
};

describe("protected resource metadata", () => {
  it("stands at the well-known address of each server, never at the root [resource-metadata-location]", async () => {
    const { resource } = world.addresses();
    const { origin, pathname } = new URL(resource);
    expect((await read(`${origin}/.well-known/oauth-protected-resource${pathname}`)).status).toBe(200);
    expect((await world.app.request(`${origin}/.well-known/oauth-protected-resource`)).status).toBe(404);
  });

  it("names the resource character for character [resource-metadata-identical]", async () => {
    const { json } = await read(world.addresses().resourceMetadata);
    expect(json["resource"]).toBe("https://mcp.example.com/mcp/acme/wiki");
  });

  it("names the server's own issuer [resource-metadata-servers]", async () => {
    const { json } = await read(world.addresses().resourceMetadata);
    expect(json["authorization_servers"]).toEqual(["https://mcp.example.com/oauth/acme/wiki"]);
  });

  it("asks for the API's scopes and not for offline_access [resource-no-offline-access]", async () => {
    const { json } = await read(world.addresses().resourceMetadata);
    expect(json["scopes_supported"]).toContain("read:page:confluence");
    expect(json["scopes_supported"]).not.toContain("offline_access");
    expect(challengeOf(world.server())?.scope).not.toContain("offline_access");
  });

  it("is not there for a server without façade, with the answer of one that does not exist", async () => {
    world.live.servers = [testServer({ credential: { mode: "passthrough" } })];
    const hidden = await world.app.request(world.addresses().resourceMetadata);
    const missing = await world.app.request(world.addresses().resourceMetadata.replace("wiki", "none"));
    expect([hidden.status, await hidden.text()]).toEqual([missing.status, await missing.text()]);
  });

  it("and the other documents can be read from any origin", async () => {
    for (const url of [
      world.addresses().resourceMetadata,
      `https://mcp.example.com/.well-known/oauth-authorization-server/oauth/acme/wiki`,
    ])
      expect((await read(url)).headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("the challenge", () => {
  it("is a 401 without and with a bad token [challenge-401]", () => {
    expect(challengeOf(world.server())?.status).toBe(401);
    expect(challengeOf(world.server(), "Bearer bad")?.status).toBe(401);
  });

  it("names the metadata of this server where the façade serves the mode [challenge-resource-metadata]", () => {
    expect(challengeOf(world.server())?.header).toContain(`resource_metadata="${world.addresses().resourceMetadata}"`);
    expect(challengeOf(testServer({ credential: { mode: "passthrough" } }))?.header).not.toContain("resource_metadata");
    expect(challengeOf(testServer({ credential: { mode: "none" } }))?.header).toContain("resource_metadata");
  });

  it("carries no error where no token came [challenge-no-error-without-token]", () => {
    expect(challengeOf(world.server())?.header).not.toContain("error");
    expect(challengeOf(world.server(), "Basic dXNlcjpwYXNz")?.header).not.toContain("error");
  });

  it("carries invalid_token where one was refused, with one text for every reason [challenge-invalid-token]", async () => {
    const { accessToken } = await signInForTokens(world);
    const texts = ["bad", "a.b.c.d.e", `${accessToken}x`, accessToken.slice(1)].map(
      (token) => challengeOf(world.server(), `Bearer ${token}`)?.header,
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('error="invalid_token"');
  });

  it("names every scope of the operation in a 403 [challenge-insufficient-scope]", () => {
    const challenge = insufficientScope(world.server(), ["write:page:confluence", "read:page:confluence"]);
    expect(challenge.status).toBe(403);
    expect(formatChallenge(challenge)).toContain('error="insufficient_scope"');
    expect(formatChallenge(challenge)).toContain('scope="write:page:confluence read:page:confluence"');
    expect(formatChallenge(challenge)).toContain("resource_metadata=");
  });

  it("assurance 40: a token of server A at server B gets a 401 with B's metadata [token-audience]", async () => {
    const { accessToken } = await signInForTokens(world);
    const other = testServer({ serverSlug: "other", workspaceId: world.server().workspaceId });
    expect(challengeOf(other, `Bearer ${accessToken}`)?.header).toContain(
      'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp/acme/other"',
    );
  });

  it("gives the upstream its own token, and refuses the upstream's own at the door [token-not-passed-through]", async () => {
    const { accessToken } = await signInForTokens(world);
    const identified = world.identify(accessToken);
    const credential = identified.ok ? identified.caller.credential : null;
    expect(credential?.type === "bearer" && credential.token.reveal()).toBe("upstream-access");
    expect(challengeOf(world.server(), "Bearer upstream-access")?.error).toBe("invalid_token");
  });

  it("takes tokens from the header alone [token-in-header]", async () => {
    const { json } = await read(world.addresses().resourceMetadata);
    expect(json["bearer_methods_supported"]).toEqual(["header"]);
  });
});

describe("issuer metadata", () => {
  const url = "https://mcp.example.com/.well-known/oauth-authorization-server/oauth/acme/wiki";

  it("stands at the well-known address of the issuer [issuer-location]", async () => {
    expect((await read(url)).status).toBe(200);
    expect((await world.app.request(url.replace("wiki", "none"))).status).toBe(404);
  });

  it("names the issuer character for character [issuer-identical]", async () => {
    expect((await read(url)).json["issuer"]).toBe("https://mcp.example.com/oauth/acme/wiki");
  });

  it("offers S256 alone [issuer-pkce-advertised]", async () => {
    expect((await read(url)).json["code_challenge_methods_supported"]).toEqual(["S256"]);
  });

  it("says that answers carry iss [issuer-iss-advertised]", async () => {
    expect((await read(url)).json["authorization_response_iss_parameter_supported"]).toBe(true);
  });

  it("says that metadata documents are taken [issuer-cimd-advertised]", async () => {
    expect((await read(url)).json["client_id_metadata_document_supported"]).toBe(true);
  });

  it("lists none as client authentication [issuer-public-clients]", async () => {
    expect((await read(url)).json["token_endpoint_auth_methods_supported"]).toContain("none");
  });
});
