import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createFacadeWorld,
  post,
  refresh,
  registeredClient,
  signInForTokens,
  testProvider,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testProviderId } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
});
afterEach(() => world.close());

const revoke = (fields: Record<string, string>) => post(world.app, world.addresses().revoke, fields);

describe("revocation", () => {
  it("by either token ends the whole connection, at calls and at refresh [revoke-both-kinds]", async () => {
    for (const kind of ["accessToken", "refreshToken"] as const) {
      const signedIn = await signInForTokens(world);
      expect((await revoke({ token: signedIn[kind], client_id: signedIn.clientId })).status).toBe(200);
      expect(world.identify(signedIn.accessToken).ok).toBe(false);
      expect((await refresh(world, signedIn.clientId, signedIn.refreshToken)).json["error"]).toBe("invalid_grant");
    }
  });

  it("answers 200 for tokens it does not know [revoke-200]", async () => {
    for (const token of ["x", "a.b.c.d.e", "upstream-access"]) expect((await revoke({ token })).status).toBe(200);
    expect((await revoke({})).json["error"]).toBe("invalid_request");
    expect(world.revocations).toHaveLength(0);
  });

  it("does nothing for another client's token [revoke-own-client]", async () => {
    const { accessToken } = await signInForTokens(world);
    const other = await registeredClient(world, { client_name: "Other" });
    expect((await revoke({ token: accessToken, client_id: other })).status).toBe(200);
    expect(world.identify(accessToken).ok).toBe(true);
  });

  it("tells the provider where it takes revocations, and holds where that fails", async () => {
    world.providers.set(
      testProviderId,
      testProvider(world.upstream.url, { revocationEndpoint: `${world.upstream.url}/revoke` }),
    );
    world.upstream.answers.set("/revoke", { status: 200, json: {} });
    const { refreshToken, clientId } = await signInForTokens(world);
    await revoke({ token: refreshToken, client_id: clientId });
    expect(new URLSearchParams(world.upstream.requestsTo("/revoke")[0]?.body).get("token")).toBe("upstream-refresh");
    world.providers.set(
      testProviderId,
      testProvider(world.upstream.url, { revocationEndpoint: "http://127.0.0.1:1/revoke" }),
    );
    const second = await signInForTokens(world);
    expect((await revoke({ token: second.refreshToken })).status).toBe(200);
    expect(world.identify(second.accessToken).ok).toBe(false);
  });

  it("keeps the deny-list entry for as long as a token could live", async () => {
    const { accessToken } = await signInForTokens(world);
    await revoke({ token: accessToken });
    expect(world.revocations[0]?.deniedUntilMs).toBeGreaterThanOrEqual(world.clock.nowMs + 365 * 86_400_000);
  });
});

describe("the end user's own page", () => {
  it("shows and ends a connection for whoever presents its token, without repeating it", async () => {
    const { accessToken } = await signInForTokens(world, { access: "read_only" });
    const browser = world.newBrowser();
    const url = world.addresses().connection;
    expect(await (await browser.get(url)).text()).toContain("Paste the access token");
    const html = await (await browser.post(url, { token: `Bearer ${accessToken}` })).text();
    expect(html).toContain("Claude");
    expect(html).toContain("reading tools only");
    expect(html).not.toContain(accessToken);
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await browser.post(`${url}/end`, { ticket: `${ticket}x` })).status).toBe(403);
    expect(world.identify(accessToken).ok).toBe(true);
    expect(await (await browser.post(`${url}/end`, { ticket })).text()).toContain("The connection is ended");
    expect(world.identify(accessToken).ok).toBe(false);
    expect(await (await browser.post(url, { token: accessToken })).text()).toContain("ended");
    expect((await browser.post(url, { token: "nonsense" })).status).toBe(400);
  });
});
