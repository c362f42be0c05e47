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
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testProviderId, testServer } from "../../src/oauth/testing/protected-server.ts";

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
