import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  consent,
  createFacadeWorld,
  registeredClient,
  testRedirectUri,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
let clientId: string;
beforeEach(async () => {
  world = await createFacadeWorld();
  clientId = await registeredClient(world);
});
afterEach(() => world.close());

const documented = async () => {
  const publicUrl = "http://127.0.0.1:4400";
  await world.close();
  world = await createFacadeWorld({
    publicUrl,
    servers: [testServer({ publicUrl }), testServer({ publicUrl, serverSlug: "other" })],
  });
  clientId = `${world.upstream.url}/client.json`;
  world.upstream.answers.set("/client.json", {
    status: 200,
    json: { client_id: clientId, client_name: "Documented", redirect_uris: [testRedirectUri, "http://localhost/cb"] },
  });
};

describe("a remembered consent", () => {
  it("spares the page in the same browser for the same verified client and server alone [consent-cookie-bound]", async () => {
    await documented();
    const browser = world.newBrowser();
    await consent(world, browser, { clientId });
    const again = await browser.get(authorizeUrl(world, clientId));
    expect(new URL(again.headers.get("location") ?? "").origin).toBe(world.upstream.url);
    expect((await world.newBrowser().get(authorizeUrl(world, clientId))).status).toBe(200);
    expect((await browser.get(authorizeUrl(world, clientId, {}, world.live.servers[1]))).status).toBe(200);
    expect((await browser.get(authorizeUrl(world, clientId, { prompt: "consent" }))).status).toBe(200);
    expect((await browser.get(authorizeUrl(world, clientId, { redirect_uri: "http://localhost:7/cb" }))).status).toBe(
      200,
    );
    world.clock.nowMs += 31 * 24 * 3_600_000;
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
  });

  it("ends when all connections are revoked and when the server changes what it offers", async () => {
    await documented();
    const browser = world.newBrowser();
    await consent(world, browser, { clientId });
    const [server] = world.live.servers;
    if (!server) throw new Error("no server");
    world.live.servers = [{ ...server, epoch: server.epoch + 1 }];
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
    const [, ...fewer] = [...server.release.tools];
    world.live.servers = [{ ...server, release: { ...server.release, tools: new Map(fewer) } }];
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
  });

  it("shows the page again to those who allowed reading only, and where a value is the person's to give", async () => {
    await documented();
    const browser = world.newBrowser();
    await consent(world, browser, { clientId, fields: { access: "read_only" } });
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
    await consent(world, browser, { clientId });
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(303);
    const [server] = world.live.servers;
    const variables = { cloudId: { from: "grant", name: "cloudId" } } as const;
    const sources = server?.release.manifest.sources.map((source) => ({ ...source, variables })) ?? [];
    world.live.servers = world.live.servers.map((one) => ({
      ...one,
      release: { ...one.release, manifest: { ...one.release.manifest, sources } },
    }));
    expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
  });

  it("only fills in the page for a client that nobody has verified", async () => {
    for (const access of ["all", "read_only"]) {
      const browser = world.newBrowser();
      await consent(world, browser, { clientId, fields: { access } });
      const response = await browser.get(authorizeUrl(world, clientId));
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(new RegExp(`value="${access}"\\s+checked`));
    }
  });
});
