import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authorizeUrl, createFacadeWorld, register, registeredClient } from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testKeyring, testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
});
afterEach(() => world.close());

/** What clients of the field register. */
const inTheWild = [
  ["https://claude.ai/api/mcp/auth_callback"],
  ["https://claude.com/api/mcp/auth_callback"],
  ["http://localhost/callback"],
  ["http://localhost:54545/callback"],
  [
    "https://vscode.dev/redirect",
    "https://insiders.vscode.dev/redirect",
    "http://127.0.0.1/",
    "http://127.0.0.1:33418/",
  ],
  ["https://chatgpt.com/connector/oauth/abc123"],
  [
    "cursor://anysphere.cursor-mcp/oauth/callback",
    "https://www.cursor.com/agents/mcp/oauth/callback",
    "http://localhost:8787/callback",
  ],
  ["http://127.0.0.1:6276/oauth/callback"],
  ["http://127.0.0.1:19876/mcp/oauth/callback"],
];

describe("client registration", () => {
  it("answers 201 with what was accepted and omits what was not given [register-201]", async () => {
    const { response, json } = await register(world);
    expect(response.status).toBe(201);
    expect(json).toMatchObject({ client_name: "Claude", token_endpoint_auth_method: "none", response_types: ["code"] });
    expect(Object.values(json)).not.toContain(null);
    expect(json["client_secret"]).toBeUndefined();
  });

  it("is not to be cached [register-no-store]", async () => {
    expect((await register(world)).response.headers.get("cache-control")).toBe("no-store");
  });

  it("takes what the clients of the field register, all at once [register-several-uris]", async () => {
    for (const uris of inTheWild) {
      const { response, json } = await register(world, { redirect_uris: uris });
      expect([response.status, json.redirect_uris], uris.join(" ")).toEqual([201, uris]);
    }
  });

  it("assurance 42: refuses harmful and useless redirect URIs by the RFC's code [register-error-codes]", async () => {
    for (const uri of [
      "javascript:alert(1)",
      "data:text/html,x",
      "http://example.com/cb",
      "https://user@example.com/cb",
      "https://example.com/cb#x",
      "file:///etc/passwd",
      "//example.com",
      "",
      "myapp://callback",
    ]) {
      const { response, json } = await register(world, { redirect_uris: [uri] });
      expect([response.status, json["error"]], uri).toEqual([400, "invalid_redirect_uri"]);
    }
    expect(
      (await register(world, { redirect_uris: ["https://a.example/cb", "javascript:alert(1)"] })).response.status,
    ).toBe(400);
    for (const bad of [
      { redirect_uris: [] },
      { redirect_uris: "x" },
      { grant_types: ["password"] },
      { response_types: ["token"] },
      { client_name: 7 },
    ])
      expect((await register(world, bad)).json["error"], JSON.stringify(bad)).toBe("invalid_client_metadata");
  });

  it("holds web clients to https and lets native ones use loopback [register-application-type]", async () => {
    expect(
      (await register(world, { application_type: "web", redirect_uris: ["http://localhost/cb"] })).json["error"],
    ).toBe("invalid_redirect_uri");
    expect(
      (await register(world, { application_type: "native", redirect_uris: ["http://localhost/cb"] })).json[
        "application_type"
      ],
    ).toBe("native");
  });

  it("assurance 42: leaves no trace after 1,000 registrations, and every id works on another replica [register-stateless]", async () => {
    const ids = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => registeredClient(world, { client_name: `Client ${index}` })),
    );
    expect(new Set(ids).size).toBe(1_000);
    expect(world.spent.used.size).toBe(0);
    const page = await world.createReplica().request(authorizeUrl(world, ids[500] ?? ""));
    expect(await page.text()).toContain("Client 500");
  });

  it("assurance 42: keeps an authorize URL of the longest client under 8 kB", async () => {
    const uris = Array.from({ length: 10 }, (_, index) => `https://client.example/${"p".repeat(170)}${index}`);
    const clientId = await registeredClient(world, { client_name: "n".repeat(5_000), redirect_uris: uris });
    expect(authorizeUrl(world, clientId, { redirect_uri: uris[0] }).length).toBeLessThan(8_000);
  });

  it("drops an unknown private-use scheme while another URI remains", async () => {
    const { json } = await register(world, { redirect_uris: ["someapp://callback", "http://localhost/cb"] });
    expect(json.redirect_uris).toEqual(["http://localhost/cb"]);
  });

  it("cleans a name of what could disguise it", async () => {
    const { json } = await register(world, { client_name: "Cl\u202Eau\u0000de\n\u200B  X" });
    expect(json["client_name"]).toBe("Cl au de X");
  });

  it("survives key rotation and is worth nothing at another server or under another deployment's key", async () => {
    const clientId = await registeredClient(world);
    world.keyring.current = testKeyring();
    expect((await world.app.request(authorizeUrl(world, clientId))).status).toBe(200);
    const other = testServer({ serverSlug: "other" });
    world.live.servers = [...world.live.servers, other];
    const page = await world.app.request(authorizeUrl(world, clientId, {}, other));
    expect([page.status, page.headers.get("location")]).toEqual([400, null]);
  });
});
