// A hostile workspace owner, client or page, with everything that each of them may really do.
import { providerConfig, providerId, seal } from "@breezeway/core";
import type { SealPurpose } from "@breezeway/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  post,
  redeem,
  registeredClient,
  signInForTokens,
  testProvider,
  testRedirectUri,
  testVerifier,
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { oauthCredential, testProviderId, testServer } from "../../src/oauth/testing/protected-server.ts";
import { startUpstreamDouble } from "../../src/oauth/testing/upstream-double.ts";
import type { UpstreamDouble } from "../../src/oauth/testing/upstream-double.ts";

const hostileProviderId = providerId.create();

let world: FacadeWorld;
let evil: UpstreamDouble;
let hostile: ReturnType<typeof testServer>;

/** The victim's server, and one of another workspace that copies its client id and authorize URL, with a token URL of its own. */
beforeEach(async () => {
  world = await createFacadeWorld();
  evil = await startUpstreamDouble();
  evil.answers.set("/token", { status: 200, json: { access_token: "x", token_type: "bearer" } });
  hostile = testServer({
    workspaceSlug: "mallory",
    serverSlug: "wiki",
    baseUrl: `${evil.url}/api`,
    credential: { ...oauthCredential, mode: "oauth", providerId: hostileProviderId, scopes: [] },
  });
  world.live.servers = [...world.live.servers, hostile];
  world.providers.set(hostileProviderId, testProvider(world.upstream.url, { tokenEndpoint: `${evil.url}/token` }));
  upstreamTokens(world);
});
afterEach(async () => {
  await world.close();
  await evil.close();
});

const redeemAt = (server: typeof hostile, clientId: string, code: string) =>
  post(world.app, world.addresses(server).token, {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    redirect_uri: testRedirectUri,
    code_verifier: testVerifier,
  });

describe("a hostile owner who copies another workspace's provider", () => {
  it("sends the victim's browser to the provider with a callback that the provider does not know", async () => {
    const clientId = await registeredClient(world, {}, hostile);
    const atProvider = await consent(world, world.newBrowser(), { clientId, server: hostile });
    expect(atProvider.searchParams.get("client_id")).toBe("upstream-client");
    expect(atProvider.searchParams.get("redirect_uri")).toBe(
      `https://mcp.example.com/oauth/callback/${hostileProviderId}`,
    );
  });

  it("gets no code delivered through the victim's callback", async () => {
    const clientId = await registeredClient(world, {}, hostile);
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId, server: hostile });
    const url = new URL(`https://mcp.example.com/oauth/callback/${testProviderId}`);
    url.searchParams.set("code", "victims-code");
    url.searchParams.set("state", atProvider.searchParams.get("state") ?? "");
    const answer = await browser.get(url.href);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(evil.requests).toHaveLength(0);
  });

  it("cannot have a code of the victim's sign-in redeemed at his own token URL", async () => {
    const clientId = await registeredClient(world);
    const browser = world.newBrowser();
    const code = codeOf(await callback(browser, await consent(world, browser, { clientId })));
    expect((await redeemAt(hostile, clientId, code)).json["error"]).toBe("invalid_grant");
    expect(evil.requests).toHaveLength(0);
    expect((await redeem(world, clientId, code)).status).toBe(200);
  });

  it("cannot aim the provider's answer elsewhere by parameters of his own", () => {
    const base = { ...testProvider("https://idp.example").config };
    for (const name of [
      "redirect_uri",
      "client_id",
      "response_mode",
      "response_type",
      "state",
      "request",
      "request_uri",
      "resource",
      "scope",
      "code_challenge",
    ]) {
      expect(providerConfig.safeParse({ ...base, authorizeParameters: { [name]: "x" } }).success, name).toBe(false);
      expect(
        providerConfig.safeParse({ ...base, authorizationEndpoint: `https://idp.example/authorize?${name}=x` }).success,
        name,
      ).toBe(false);
    }
    for (const url of [
      "http://idp.example/authorize",
      "https://user@idp.example/authorize",
      "javascript:alert(1)",
      "https://idp.example/#x",
      "idp.example",
    ])
      expect(providerConfig.safeParse({ ...base, authorizationEndpoint: url }).success, url).toBe(false);
  });

  it("cannot use the operator's shared provider with a server that calls hosts of his own", async () => {
    const shared = testProvider(world.upstream.url, { apiOrigins: ["https://api.atlassian.com"] });
    world.providers.set(hostileProviderId, shared);
    const clientId = await registeredClient(world, {}, hostile);
    const page = await world.app.request(authorizeUrl(world, clientId, {}, hostile));
    expect([page.status, page.headers.get("location")]).toEqual([503, null]);
  });

  it("gets no token sent to a new host by republishing after people signed in", async () => {
    const { accessToken, refreshToken, clientId } = await signInForTokens(world);
    const moved = testServer({ ...world.server(), baseUrl: `${evil.url}/api` });
    expect(world.identify(accessToken, { ...moved, serverId: world.server().serverId }).ok).toBe(false);
    world.live.servers = [{ ...world.server(), release: moved.release }];
    const exchangesBefore = world.upstream.requestsTo("/token").length;
    const refreshed = await post(world.app, world.addresses().token, {
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: clientId,
    });
    expect(refreshed.json["error"]).toBe("invalid_grant");
    expect(world.upstream.requestsTo("/token")).toHaveLength(exchangesBefore);
  });

  it("gets no token by taking over a name: another server at the same address opens nothing", async () => {
    const { accessToken } = await signInForTokens(world);
    const successor = testServer({ workspaceSlug: "acme", serverSlug: "wiki", baseUrl: `${world.upstream.url}/api` });
    expect(successor.resourceUrl).toBe(world.server().resourceUrl);
    expect(world.identify(accessToken, successor).ok).toBe(false);
  });

  it("collects no sealed token with a passthrough server", async () => {
    const { accessToken } = await signInForTokens(world);
    expect(world.identify(accessToken, testServer({ credential: { mode: "passthrough" } })).ok).toBe(false);
  });
});

describe("a hostile client", () => {
  it("cannot use the id of a client registered at one server at another", async () => {
    const clientId = await registeredClient(world);
    expect((await world.app.request(authorizeUrl(world, clientId, {}, hostile))).status).toBe(400);
  });

  it("cannot have a browser sent anywhere that it did not register", async () => {
    const clientId = await registeredClient(world);
    for (const redirect_uri of [
      "https://evil.example/",
      `${testRedirectUri}/../evil`,
      `${testRedirectUri}@evil.example`,
    ]) {
      const page = await world.app.request(authorizeUrl(world, clientId, { redirect_uri }));
      expect([page.status, page.headers.get("location")]).toEqual([400, null]);
    }
  });

  it("cannot plant its own sign-in in another browser", async () => {
    const clientId = await registeredClient(world);
    const attacker = world.newBrowser();
    const atProvider = await consent(world, attacker, { clientId });
    const answer = await callback(world.newBrowser(), atProvider, { code: "attackers-code" });
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });

  it("cannot read or write façade pages across origins", async () => {
    const clientId = await registeredClient(world);
    const page = await world.app.request(authorizeUrl(world, clientId), {
      headers: { origin: "https://evil.example" },
    });
    expect(page.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("sealed values", () => {
  it("assurance 21: open as nothing but what they are", async () => {
    const { accessToken, refreshToken, clientId, code } = await signInForTokens(world);
    const uses: Record<string, (value: string) => Promise<boolean>> = {
      accessToken: async (value) => world.identify(value).ok,
      refreshToken: async (refresh_token) => {
        const fields = { grant_type: "refresh_token", refresh_token, client_id: clientId };
        return (await post(world.app, world.addresses().token, fields)).status === 200;
      },
      clientId: async (value) => (await world.app.request(authorizeUrl(world, value))).status === 200,
      code: async (value) => (await redeem(world, clientId, value)).status === 200,
    };
    const opened: string[] = [];
    for (const [kind, value] of Object.entries({ accessToken, refreshToken, clientId, code }))
      for (const [use, isTaken] of Object.entries(uses)) if (await isTaken(value)) opened.push(`${kind} as ${use}`);
    expect(opened).toEqual(["accessToken as accessToken", "refreshToken as refreshToken", "clientId as clientId"]);
  });

  it("assurance 20, 21: are refused with any bit flipped and under any other purpose or audience", async () => {
    const { accessToken } = await signInForTokens(world);
    for (let index = 0; index < accessToken.length; index += 7) {
      const other = accessToken[index] === "A" ? "B" : "A";
      expect(world.identify(accessToken.slice(0, index) + other + accessToken.slice(index + 1)).ok).toBe(false);
    }
    const purposes: SealPurpose[] = [
      "refresh_token",
      "code",
      "state",
      "consent",
      "client_id",
      "ticket",
      "csrf",
      "session",
      "challenge",
    ];
    for (const purpose of purposes) {
      const sealed = await seal({
        keyring: world.keyring.current,
        purpose,
        audience: world.addresses().resource,
        expiresAt: world.clock.nowMs + 60_000,
        claims: {},
      });
      expect(world.identify(sealed).ok, purpose).toBe(false);
    }
  });
});

describe("slugs", () => {
  it("that do not exist answer like servers without façade, on every address", async () => {
    world.live.servers = [
      ...world.live.servers,
      testServer({ serverSlug: "direct", credential: { mode: "passthrough" } }),
    ];
    const paths = ["authorize", "connection"]
      .map((name) => ["GET", `/oauth/acme/{}/${name}`])
      .concat(
        ["token", "register", "revoke", "authorize", "connection"].map((name) => ["POST", `/oauth/acme/{}/${name}`]),
        [
          ["GET", "/.well-known/oauth-protected-resource/mcp/acme/{}"],
          ["GET", "/.well-known/oauth-authorization-server/oauth/acme/{}"],
        ],
      );
    for (const [method = "", path = ""] of paths) {
      const ask = async (slug: string) => {
        const response = await world.app.request(`https://mcp.example.com${path.replace("{}", slug)}`, { method });
        return [response.status, await response.text()];
      };
      expect(await ask("direct"), `${method} ${path}`).toEqual(await ask("nobody"));
      for (const slug of ["..", "%2e%2e", "a%2fb", "__proto__", "constructor", "%00", "'", "x".repeat(500)])
        expect((await ask(slug))[0], `${method} ${path} ${slug}`).toBeGreaterThanOrEqual(400);
    }
  });
});
