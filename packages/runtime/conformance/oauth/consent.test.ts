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
  testProvider,
  testRedirectUri,
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testProviderId, testServer } from "../../src/oauth/testing/protected-server.ts";
import { requirement } from "./requirement.ts";

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

describe("the consent page", () => {
  requirement(
    "consent-per-client",
    "assurance 39: is shown for every new client, also where the browser agreed for another",
    async () => {
      upstreamTokens(world);
      const browser = world.newBrowser();
      await callback(browser, await consent(world, browser, { clientId }));
      const second = await registeredClient(world, { client_name: "Second" });
      const response = await browser.get(authorizeUrl(world, second));
      expect(response.status).toBe(200);
      expect(text(await response.text())).toContain("Connect Second to Wiki");
      expect(world.upstream.requestsTo("/authorize")).toHaveLength(0);
    },
  );

  requirement(
    "consent-names-client",
    "names client, where it returns to, what tools do, and scopes in words",
    async () => {
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
    },
  );

  requirement("consent-localhost-warning", "warns where the client is a program on this computer", async () => {
    const local = await registeredClient(world, { redirect_uris: ["http://localhost/cb"] });
    expect(text((await show({ redirect_uri: "http://localhost:9/cb" }, local)).html)).toContain(
      "Any program on this computer",
    );
    expect(text((await show()).html)).not.toContain("Any program on this computer");
  });

  requirement("consent-no-framing", "has no script, cannot be framed, and names where its form may lead", async () => {
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

  requirement("consent-cookie", "sets cookies with __Host-, Secure, HttpOnly and SameSite=Lax over https", async () => {
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

  requirement(
    "consent-csrf",
    "takes its form from its own page, in the browser it was shown to, for half an hour",
    async () => {
      const { browser, html } = await show();
      const url = world.addresses().authorize;
      const form = formField(html);
      const fields = { form, decision: "allow", access: "all" };
      expect((await world.newBrowser().post(url, fields)).status).toBe(403);
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
    },
  );

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

  it("asks the provider for what the client asked for, and for everything where it asked for nothing known", async () => {
    const scopeFor = async (scope: string | undefined) =>
      (await consent(world, world.newBrowser(), { clientId, changes: { scope } })).searchParams.get("scope");
    expect(await scopeFor("read:page:confluence other")).toBe("offline_access read:page:confluence");
    expect(await scopeFor("openid")).toBe(await scopeFor(undefined));
  });
});

describe("a remembered consent", () => {
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

  requirement(
    "consent-cookie-bound",
    "spares the page in the same browser for the same verified client and server alone",
    async () => {
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
      expect((await browser.get(authorizeUrl(world, clientId, { scope: "read:page:confluence" }))).status).toBe(200);
      world.clock.nowMs += 31 * 24 * 3_600_000;
      expect((await browser.get(authorizeUrl(world, clientId))).status).toBe(200);
    },
  );

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

  it("only fills in the page for a client that nobody has verified", async () => {
    const browser = world.newBrowser();
    await consent(world, browser, { clientId, fields: { access: "read_only" } });
    const response = await browser.get(authorizeUrl(world, clientId));
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/value="read_only"\s+checked/);
  });
});

describe("the choice of a site", () => {
  beforeEach(async () => {
    world.live.servers = [
      testServer({
        baseUrl: `${world.upstream.url}/ex/{cloudId}`,
        variables: { cloudId: { from: "grant", name: "cloudId" } },
      }),
    ];
    world.providers.set(
      testProviderId,
      testProvider(world.upstream.url, {
        site: {
          variable: "cloudId",
          tenantInfoUrl: `${world.upstream.url}/site/{site}/tenant`,
          accessibleResourcesUrl: `${world.upstream.url}/sites`,
          hostSuffix: ".atlassian.net",
        },
      }),
    );
    world.upstream.answers.set("/site/acme/tenant", { status: 200, json: { cloudId: "cloud-1" } });
    sites("cloud-1", "cloud-2", "cloud-1");
    upstreamTokens(world);
    clientId = await registeredClient(world);
  });
  const sites = (...ids: string[]) =>
    world.upstream.answers.set("/sites", {
      status: 200,
      json: ids.map((id) => ({ id, name: id, url: `https://${id}.atlassian.net` })),
    });
  const connect = async (site: string | undefined) => {
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId, fields: site === undefined ? {} : { site } });
    return redeem(world, clientId, codeOf(await callback(browser, atProvider)));
  };
  const siteOf = (token: string | undefined) => {
    const identified = world.identify(token ?? "");
    return identified.ok ? identified.caller.variables["cloudId"] : undefined;
  };

  it("takes a name, a host or a page's URL, and verifies it at the token endpoint", async () => {
    for (const typed of ["acme", " ACME.atlassian.net ", "https://acme.atlassian.net/wiki/spaces/X"])
      expect(siteOf((await connect(typed)).json["access_token"]), typed).toBe("cloud-1");
    sites("cloud-2");
    expect(await connect("acme")).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  });

  it("takes an account's only site, and asks for a name where there are several or none", async () => {
    sites("cloud-9");
    expect(siteOf((await connect(undefined)).json["access_token"])).toBe("cloud-9");
    sites("cloud-1", "cloud-2");
    expect((await connect(undefined)).json["error_description"]).toContain("several sites");
    sites();
    expect((await connect(undefined)).json["error_description"]).toContain("no site");
  });

  it("says on the page what is wrong with a name", async () => {
    for (const [typed, said] of [
      ["nobody", "There is no site nobody.atlassian.net"],
      ["evil.example/x", "not a site"],
      ["a b", "not a site"],
    ] as const) {
      const { browser, html } = await show();
      const answer = await browser.post(world.addresses().authorize, {
        form: formField(html),
        decision: "allow",
        access: "all",
        site: typed,
      });
      expect(answer.status, typed).toBe(400);
      expect(text(await answer.text()), typed).toContain(said);
    }
  });

  it("holds an owner's fixed site against what the account reaches", async () => {
    world.live.servers = [
      testServer({
        baseUrl: `${world.upstream.url}/ex/{cloudId}`,
        variables: { cloudId: { from: "owner", value: "cloud-2" } },
      }),
    ];
    clientId = await registeredClient(world);
    expect((await connect(undefined)).status).toBe(200);
    sites("cloud-1");
    expect(await connect(undefined)).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
  });
});
