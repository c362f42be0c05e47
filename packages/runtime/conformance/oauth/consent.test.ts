import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  formField,
  redeem,
  registeredClient,
  testRedirectUri,
  upstreamTokens,
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

const show = async (changes: Record<string, string | undefined> = {}, id = clientId) => {
  const browser = world.newBrowser();
  const response = await browser.get(authorizeUrl(world, id, changes));
  return { browser, response, html: await response.text() };
};
const text = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const scopeFor = async (scope: string | undefined) =>
  (await consent(world, world.newBrowser(), { clientId, changes: { scope } })).searchParams.get("scope");

describe("the consent page", () => {
  it("assurance 39: is shown for every new client, also where the browser agreed for another [consent-per-client]", async () => {
    upstreamTokens(world);
    const browser = world.newBrowser();
    await callback(browser, await consent(world, browser, { clientId }));
    const second = await registeredClient(world, { client_name: "Second" });
    const response = await browser.get(authorizeUrl(world, second));
    expect(response.status).toBe(200);
    expect(text(await response.text())).toContain("Connect Second to Wiki");
    expect(world.upstream.requestsTo("/authorize")).toHaveLength(0);
  });

  it("names client, where it returns to, what tools do, and scopes in words [consent-names-client]", async () => {
    const { html } = await show();
    const said = text(html);
    expect(said).toContain("Connect Claude to Wiki");
    expect(said).toContain("nobody has checked it");
    expect(said).toContain("client.example");
    expect(said).toContain("Read 2 tools get page, list spaces");
    expect(said).toContain("Change 1 tool create page");
    expect(said).toContain("Delete 1 tool delete page");
    expect(said).toContain("See page in confluence read:page:confluence");
    expect(said).toContain("Continue to Atlas");
  });

  it("warns where the client is a program on this computer [consent-localhost-warning]", async () => {
    const local = await registeredClient(world, { redirect_uris: ["http://localhost/cb"] });
    expect(text((await show({ redirect_uri: "http://localhost:9/cb" }, local)).html)).toContain(
      "Any program on this computer",
    );
    expect(text((await show()).html)).not.toContain("Any program on this computer");
  });

  it("has no script, cannot be framed, and names where its form may lead [consent-no-framing]", async () => {
    const { response, html } = await show();
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${world.upstream.url}`);
    expect(policy).toContain("https://client.example");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(html).not.toMatch(/<script|\son[a-z]+=|style=/i);
  });

  it("sets cookies with __Host-, Secure, HttpOnly and SameSite=Lax over https [consent-cookie]", async () => {
    const { response } = await show();
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-breezeway-/);
      for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(attribute);
      expect(cookie).not.toContain("Domain");
    }
  });

  it("sets plain cookies on a plain-http loopback address, where browsers refuse the prefix", async () => {
    await world.close();
    const publicUrl = "http://127.0.0.1:4400";
    world = await createFacadeWorld({ publicUrl, servers: [testServer({ publicUrl })] });
    clientId = await registeredClient(world);
    const { response, browser, html } = await show();
    expect(response.headers.getSetCookie()[0]).toMatch(/^breezeway-browser=/);
    const answer = await browser.post(world.addresses().authorize, { form: formField(html), decision: "allow" });
    expect(answer.status).toBe(303);
  });

  it("takes its form from its own page, in the browser it was shown to, for half an hour [consent-csrf]", async () => {
    const { browser, html } = await show();
    const url = world.addresses().authorize;
    const form = formField(html);
    const fields = { form, decision: "allow", access: "all" };
    expect((await world.newBrowser().post(url, fields)).status).toBe(403);
    const { browser: another } = await show();
    expect((await another.post(url, fields)).status).toBe(403);
    expect((await browser.post(url, fields, { origin: "https://evil.example" })).status).toBe(403);
    expect((await browser.post(url, fields, { origin: "null" })).status).toBe(403);
    expect((await browser.post(url, { ...fields, form: `${form}x` })).status).toBe(403);
    expect((await browser.post(url, { ...fields, form: "" })).status).toBe(403);
    const other = testServer({ serverSlug: "other" });
    world.live.servers = [...world.live.servers, other];
    expect((await browser.post(world.addresses(other).authorize, fields)).status).toBe(403);
    world.clock.nowMs += 31 * 60_000;
    expect((await browser.post(url, fields)).status).toBe(403);
    world.clock.nowMs -= 31 * 60_000;
    expect((await browser.post(url, fields)).status).toBe(303);
  });

  it("escapes whatever a client calls itself", async () => {
    const evil = await registeredClient(world, { client_name: `<img src=x onerror=alert(1)>"'&` });
    const { html } = await show({ state: `"><script>alert(1)</script>` }, evil);
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
  });

  it("sends a refusal back to the client", async () => {
    const { browser, html } = await show();
    const answer = await browser.post(world.addresses().authorize, { form: formField(html), decision: "deny" });
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.origin + location.pathname).toBe(testRedirectUri);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error: "access_denied",
      state: "client-state",
      iss: world.addresses().issuer,
    });
  });

  it("seals the choice to read only, and asks the provider for reading scopes alone", async () => {
    upstreamTokens(world);
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId, fields: { access: "read_only" } });
    expect(atProvider.searchParams.get("scope")).toBe("offline_access read:page:confluence read:space:confluence");
    const { json } = await redeem(world, clientId, codeOf(await callback(browser, atProvider)));
    const identified = world.identify(json["access_token"] ?? "");
    expect(identified.ok && identified.caller.limits.readOnly).toBe(true);
  });

  it("asks the provider for all that the server needs, since a client that steps up asks for one operation's scopes alone", async () => {
    const all = await scopeFor(undefined);
    expect(all).toContain("write:page:confluence");
    for (const scope of ["read:page:confluence", "openid", ""]) expect(await scopeFor(scope)).toBe(all);
  });
});
