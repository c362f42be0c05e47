import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  redeem,
  refresh,
  registeredClient,
  signInForTokens,
  testRedirectUri,
  upstreamTokens,
} from "./testing/facade-world.ts";
import type { FacadeWorld } from "./testing/facade-world.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
});
afterEach(() => world.close());

describe("a sign-in", () => {
  it("goes from consent through the provider to a token that carries the upstream's", async () => {
    upstreamTokens(world);
    const clientId = await registeredClient(world);
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId });
    expect(atProvider.origin).toBe(world.upstream.url);
    expect(atProvider.searchParams.get("audience")).toBe("api.example.net");
    expect(atProvider.searchParams.has("resource")).toBe(false);
    expect(atProvider.searchParams.get("code_challenge_method")).toBe("S256");
    const answer = await callback(browser, atProvider);
    expect(answer.headers.get("location")).toMatch(`${testRedirectUri}?code=`);
    expect(world.upstream.requestsTo("/token")).toHaveLength(0);
    const { status, json, response } = await redeem(world, clientId, codeOf(answer));
    expect(json["error_description"]).toBeUndefined();
    expect(status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const result = world.identify(json["access_token"] ?? "");
    expect(result.ok && result.caller.credential?.type === "bearer" && result.caller.credential.token.reveal()).toBe(
      "upstream-access",
    );
    const [exchange] = world.upstream.requestsTo("/token");
    expect(new URLSearchParams(exchange?.body).get("client_secret")).toBe("upstream-secret-canary");
  });

  it("refreshes with rotation and keeps its connection", async () => {
    const { clientId, refreshToken, accessToken } = await signInForTokens(world);
    upstreamTokens(world, { access_token: "upstream-access-2", refresh_token: "upstream-refresh-2" });
    const { json } = await refresh(world, clientId, refreshToken);
    const before = world.identify(accessToken);
    const after = world.identify(json["access_token"] ?? "");
    expect(before.ok && after.ok && before.caller.connectionHash === after.caller.connectionHash).toBe(true);
    expect(json["refresh_token"]).not.toBe(refreshToken);
  });
});
