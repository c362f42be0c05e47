import { accessKeyId, hashToken } from "@breezeway/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  codeOf,
  createFacadeWorld,
  formField,
  redeem,
  refresh,
  registeredClient,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
});
afterEach(() => world.close());

const enter = async (fields: Record<string, string>) => {
  const clientId = await registeredClient(world);
  const browser = world.newBrowser();
  const html = await (await browser.get(authorizeUrl(world, clientId))).text();
  const answer = await browser.post(world.addresses().authorize, {
    form: formField(html),
    decision: "allow",
    access: "all",
    ...fields,
  });
  return { clientId, html, answer, code: codeOf(answer) };
};

const scheme = (type: "bearer" | "basic" | "api_key") => {
  const settings = type === "api_key" ? { type, placement: { in: "header", name: "X-Key" } as const } : { type };
  world.live.servers = [
    testServer({
      baseUrl: `${world.upstream.url}/api`,
      credential: { mode: "user_key", scheme: settings, keyLabel: "personal access token", testPath: "/me" },
    }),
  ];
  world.upstream.answers.set("/api/me", ({ headers }) => {
    const sent = headers.authorization ?? headers["x-key"];
    const good = ["Bearer good", `Basic ${Buffer.from("me@example.com:good").toString("base64")}`, "good"];
    return { status: good.includes(String(sent)) ? 200 : 401, json: {} };
  });
};

describe("a key of the end user's own", () => {
  it("is tried, sealed into the tokens and sent as the scheme says", async () => {
    for (const type of ["bearer", "basic", "api_key"] as const) {
      scheme(type);
      const { clientId, code, html } = await enter({ key: "good", user: "me@example.com" });
      expect(html).toContain("Your personal access token");
      expect(html.includes('name="user"')).toBe(type === "basic");
      const { json } = await redeem(world, clientId, code);
      const identified = world.identify(json["access_token"] ?? "");
      expect(identified.ok && identified.caller.credential?.type).toBe(type);
      expect(json["access_token"]).not.toContain("good");
    }
  });

  it("that is refused is asked for again, with a text that helps and without being repeated", async () => {
    scheme("bearer");
    const { answer } = await enter({ key: "bad-key-canary" });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain("was refused");
    expect(html).not.toContain("bad-key-canary");
    world.upstream.answers.set("/api/me", { status: 503, json: {} });
    expect(await (await enter({ key: "good" })).answer.text()).toContain("did not answer");
    for (const key of ["", "line\nbreak", "ключ"]) expect((await enter({ key })).answer.status).toBe(400);
  });

  it("is tried again at each refresh", async () => {
    scheme("bearer");
    const { clientId, code } = await enter({ key: "good" });
    const { json } = await redeem(world, clientId, code);
    const second = await refresh(world, clientId, json["refresh_token"] ?? "");
    expect(second.status).toBe(200);
    world.upstream.answers.set("/api/me", { status: 503, json: {} });
    expect((await refresh(world, clientId, second.json["refresh_token"] ?? "")).status).toBe(503);
    world.upstream.answers.set("/api/me", { status: 401, json: {} });
    expect((await refresh(world, clientId, second.json["refresh_token"] ?? "")).json["error"]).toBe("invalid_grant");
  });

  it("can come with a value of the base URL that each person gives", async () => {
    scheme("bearer");
    const credential = world.server().release.manifest.credential;
    world.live.servers = [
      testServer({
        baseUrl: `${world.upstream.url}/{tenant}`,
        variables: { tenant: { from: "grant", name: "tenant" } },
        credential,
      }),
    ];
    world.upstream.answers.set("/acme/me", { status: 200, json: {} });
    const { clientId, code } = await enter({ key: "good", "variable.tenant": "acme" });
    const identified = world.identify((await redeem(world, clientId, code)).json["access_token"] ?? "");
    expect(identified.ok && identified.caller.variables).toEqual({ tenant: "acme" });
    for (const tenant of ["", "../x", "a.b", "a/b", "a@b", "-a"])
      expect((await enter({ key: "good", "variable.tenant": tenant })).answer.status, tenant).toBe(400);
  });
});

describe("an access key on the authorize page", () => {
  const hash = hashToken("bwk_shared").toString("hex");
  const key = { id: accessKeyId.create(), hash, readOnly: false };
  beforeEach(() => {
    world.live.servers = [testServer({ credential: { mode: "none" }, accessKeys: new Map([[hash, key]]) })];
  });

  it("lets in clients that know only OAuth, for as long as the key is good", async () => {
    const { clientId, code, html } = await enter({ key: "bwk_shared" });
    expect(html).toContain("Your access key");
    const { json } = await redeem(world, clientId, code);
    const identified = world.identify(json["access_token"] ?? "");
    expect(identified.ok && identified.caller).toMatchObject({ kind: "grant", credential: null, accessKeyId: key.id });
    expect((await refresh(world, clientId, json["refresh_token"] ?? "")).status).toBe(200);
    const again = await refresh(world, clientId, json["refresh_token"] ?? "");
    expect(again.status).toBe(400);
    world.live.servers = world.live.servers.map((server) => ({ ...server, accessKeys: new Map() }));
    expect(world.identify(json["access_token"] ?? "").ok).toBe(false);
  });

  it("is refused when it is not known or has run out", async () => {
    expect((await enter({ key: "bwk_other" })).answer.status).toBe(400);
    world.live.servers = world.live.servers.map((server) => ({
      ...server,
      accessKeys: new Map([[hash, { ...key, expiresAtMs: world.clock.nowMs }]]),
    }));
    expect((await enter({ key: "bwk_shared" })).answer.status).toBe(400);
  });
});
