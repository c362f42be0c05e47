import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  post,
  redeem,
  registeredClient,
  signIn,
  signInForTokens,
  testProvider,
  testRedirectUri,
  testVerifier,
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testKeyring, testProviderId, testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
  upstreamTokens(world);
});
afterEach(() => world.close());

const expectNoExchange = () => expect(world.upstream.requestsTo("/token")).toHaveLength(0);

describe("the token endpoint", () => {
  it("takes form-encoded parameters, each once [token-form-encoded]", async () => {
    const { clientId, code } = await signIn(world);
    const url = world.addresses().token;
    const body = { grant_type: "authorization_code", code, client_id: clientId, code_verifier: testVerifier };
    const json = await world.app.request(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect([json.status, ((await json.json()) as { error: string }).error]).toEqual([400, "invalid_request"]);
    const repeated = await world.app.request(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `${new URLSearchParams(body).toString()}&code=x`,
    });
    expect(repeated.status).toBe(400);
    expectNoExchange();
  });

  it("is not to be cached, errors neither [token-no-store]", async () => {
    const { clientId, code } = await signIn(world);
    const good = await redeem(world, clientId, code);
    const bad = await redeem(world, clientId, code);
    for (const { response } of [good, bad]) expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("names faults by the RFC's codes [token-error-codes]", async () => {
    const { clientId } = await signIn(world);
    const url = world.addresses().token;
    const errorOf = async (fields: Record<string, string>) => (await post(world.app, url, fields)).json["error"];
    expect(await errorOf({})).toBe("invalid_request");
    expect(await errorOf({ grant_type: "password" })).toBe("unsupported_grant_type");
    expect(await errorOf({ grant_type: "authorization_code", client_id: clientId })).toBe("invalid_request");
    expect(
      await errorOf({ grant_type: "authorization_code", client_id: clientId, code: "x", code_verifier: testVerifier }),
    ).toBe("invalid_grant");
    expect(await errorOf({ grant_type: "refresh_token", client_id: clientId, refresh_token: "x" })).toBe(
      "invalid_grant",
    );
  });

  it("assurance 36: lets one of 50 at once through, over two replicas [code-single-use]", async () => {
    const { clientId, code } = await signIn(world);
    const replicas = [world.app, world.createReplica()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        post(replicas[index % 2] ?? world.app, world.addresses().token, {
          grant_type: "authorization_code",
          code,
          client_id: clientId,
          redirect_uri: testRedirectUri,
          code_verifier: testVerifier,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ json }) => json["error"] === "invalid_grant")).toHaveLength(49);
    expect(world.upstream.requestsTo("/token")).toHaveLength(1);
    expect((await redeem(world, clientId, code)).json["error"]).toBe("invalid_grant");
  });

  it("assurance 36: refuses a code after 60 s at the latest [code-short-lived]", async () => {
    const { clientId, code } = await signIn(world);
    world.clock.nowMs += 60_000;
    expect((await redeem(world, clientId, code)).json["error"]).toBe("invalid_grant");
    expectNoExchange();
  });

  it("assurance 37: refuses another client [code-bound-to-client]", async () => {
    const { code } = await signIn(world);
    const other = await registeredClient(world, { client_name: "Other" });
    expect((await redeem(world, other, code)).json["error"]).toBe("invalid_grant");
    expectNoExchange();
  });

  it("assurance 37: refuses another redirect URI [code-bound-to-redirect]", async () => {
    const { clientId, code } = await signIn(world);
    expect((await redeem(world, clientId, code, { redirect_uri: "https://client.example/other" })).json["error"]).toBe(
      "invalid_grant",
    );
    expectNoExchange();
    expect((await redeem(world, clientId, code, { redirect_uri: undefined })).status).toBe(200);
  });

  it("assurance 35: refuses a wrong, short, missing or plain verifier [code-bound-to-verifier]", async () => {
    const { clientId, code } = await signIn(world);
    for (const code_verifier of [
      undefined,
      "",
      "short",
      testVerifier.slice(1),
      testVerifier.toUpperCase(),
      `${testVerifier}x`,
    ])
      expect((await redeem(world, clientId, code, { code_verifier })).status, String(code_verifier)).toBe(400);
    expectNoExchange();
    expect((await redeem(world, clientId, code)).status).toBe(200);
  });

  it("assurance 37: refuses another resource and another server [code-bound-to-resource]", async () => {
    const { clientId, code } = await signIn(world);
    expect((await redeem(world, clientId, code, { resource: "https://evil.example" })).json["error"]).toBe(
      "invalid_target",
    );
    const other = testServer({ serverSlug: "other" });
    world.live.servers = [...world.live.servers, other];
    const elsewhere = await post(world.app, world.addresses(other).token, {
      grant_type: "authorization_code",
      code,
      client_id: clientId,
      redirect_uri: testRedirectUri,
      code_verifier: testVerifier,
    });
    expect(elsewhere.json["error"]).toBe("invalid_grant");
    expectNoExchange();
  });

  it("assurance 43: takes a code from a clock 30 s off and refuses one 5 min off", async () => {
    for (const [offMs, status] of [
      [30_000, 200],
      [-30_000, 200],
      [300_000, 400],
      [-300_000, 400],
    ] as const) {
      const { clientId, code } = await signIn(world);
      world.clock.nowMs += offMs;
      const { status: got } = await redeem(world, clientId, code);
      world.clock.nowMs -= offMs;
      expect(got, String(offMs)).toBe(status);
    }
  });

  it("assurance 43: refuses a code from a replica whose clock is 5 min ahead, though the consent is not", async () => {
    const clientId = await registeredClient(world);
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId });
    world.clock.nowMs += 300_000;
    const code = codeOf(await callback(browser, atProvider));
    world.clock.nowMs -= 300_000;
    expect((await redeem(world, clientId, code)).status).toBe(400);
  });

  it("asks the upstream in the form it wants", async () => {
    const variants = [
      { tokenRequest: { format: "json", clientAuthentication: "post" } },
      { tokenRequest: { format: "form", clientAuthentication: "basic" } },
      { tokenRequest: { format: "form", clientAuthentication: "post" }, pkce: false },
    ] as const;
    for (const variant of variants) {
      world.providers.set(testProviderId, testProvider(world.upstream.url, variant));
      await signInForTokens(world);
    }
    const [json, basic, form] = world.upstream.requestsTo("/token");
    expect(json?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(json?.body ?? "")).toMatchObject({
      grant_type: "authorization_code",
      code: "upstream-code",
      client_secret: "upstream-secret-canary",
    });
    expect(basic?.headers.authorization).toBe(
      `Basic ${Buffer.from("upstream-client:upstream-secret-canary").toString("base64")}`,
    );
    expect(basic?.body).not.toContain("canary");
    expect(form?.body).toContain("client_secret=upstream-secret-canary");
    expect(form?.body).not.toContain("code_verifier");
    for (const request of [json, basic, form]) expect(request?.body).not.toContain("resource");
  });

  it("never outlives the upstream's token, and gives no refresh token where there can be none", async () => {
    upstreamTokens(world, { expires_in: 600, refresh_token: undefined });
    const { json } = await signInForTokens(world);
    expect(json["expires_in"]).toBe(600);
    expect(json["refresh_token"]).toBeUndefined();
    upstreamTokens(world, { expires_in: 600 });
    expect((await signInForTokens(world)).json["expires_in"]).toBe(600);
    upstreamTokens(world, { expires_in: undefined });
    expect((await signInForTokens(world)).json["expires_in"]).toBe(3_600);
    upstreamTokens(world, { expires_in: 10 * 86_400 });
    expect((await signInForTokens(world)).json["expires_in"]).toBe(86_400);
  });

  it("refuses what would not fit into 8 kB, with a text that says so", async () => {
    upstreamTokens(world, { access_token: "a".repeat(7_000) });
    const { clientId, code } = await signIn(world);
    const { status, json } = await redeem(world, clientId, code);
    expect([status, json["error"]]).toEqual([500, "server_error"]);
    expect(json["error_description"]).toContain("8 kB");
  });

  it("maps what the upstream answers", async () => {
    const cases = [
      [{ status: 400, json: { error: "invalid_grant" } }, 400, "invalid_grant"],
      [{ status: 403, json: { error: "invalid_grant" } }, 400, "invalid_grant"],
      [{ status: 401, json: { error: "invalid_client" } }, 500, "server_error"],
      [{ status: 400, json: { error: "redirect_uri_mismatch" } }, 500, "server_error"],
      [{ status: 503, json: {} }, 503, "temporarily_unavailable"],
      [{ status: 429, json: {} }, 503, "temporarily_unavailable"],
      [{ status: 200, json: "not an answer" }, 503, "temporarily_unavailable"],
      [{ status: 200, json: { access_token: "x", token_type: "mac" } }, 500, "server_error"],
    ] as const;
    for (const [answer, status, error] of cases) {
      const { clientId, code } = await signIn(world);
      world.upstream.answers.set("/token", answer);
      const got = await redeem(world, clientId, code);
      expect([got.status, got.json["error"]], JSON.stringify(answer)).toEqual([status, error]);
    }
  });

  it("shows the new connection to the owner, by its hash alone", async () => {
    const { accessToken } = await signInForTokens(world, { access: "read_only" });
    const identified = world.identify(accessToken);
    expect(world.connections).toEqual([
      {
        serverId: world.server().serverId,
        connectionHash: identified.ok && identified.caller.connectionHash,
        clientName: "Claude",
        readOnly: true,
        seenAtMs: world.clock.nowMs,
      },
    ]);
  });

  it("tells the owner when the provider refuses the settings", async () => {
    const { clientId, code } = await signIn(world);
    world.upstream.answers.set("/token", { status: 401, json: { error: "invalid_client" } });
    await redeem(world, clientId, code);
    expect(world.refusedProviders).toEqual([testProviderId]);
  });

  it("answers 503 with a time to wait where one address tries too often", async () => {
    const { clientId, code } = await signIn(world);
    world.busy.add("token");
    const { response, json } = await redeem(world, clientId, code);
    expect([response.status, json["error"]]).toEqual([503, "temporarily_unavailable"]);
    expect(response.headers.get("retry-after")).toBeTruthy();
  });

  it("answers 503 while spent values cannot be known, before the upstream is asked", async () => {
    const { clientId, code } = await signIn(world);
    world.spent.isDown = true;
    const { status, json } = await redeem(world, clientId, code);
    expect([status, json["error"]]).toEqual([503, "temporarily_unavailable"]);
    expectNoExchange();
  });

  it("refuses a code of a retired key as invalid_grant", async () => {
    const { clientId, code } = await signIn(world);
    world.keyring.current = testKeyring();
    expect((await redeem(world, clientId, code)).json["error"]).toBe("invalid_grant");
  });

  it("refuses a code once the server has raised its epoch, changed its provider or its destinations", async () => {
    const before = world.live.servers;
    for (const changed of [
      { epoch: 2 },
      { release: testServer({ baseUrl: "https://elsewhere.example" }).release },
      { release: testServer({ credential: { mode: "passthrough" } }).release },
    ]) {
      const { clientId, code } = await signIn(world);
      world.live.servers = before.map((server) => ({ ...server, ...changed }));
      expect((await redeem(world, clientId, code)).status).toBeGreaterThanOrEqual(400);
      world.live.servers = before;
    }
    expectNoExchange();
  });

  it("says nothing of tokens or secrets in its log", async () => {
    await signInForTokens(world);
    world.upstream.answers.set("/token", {
      status: 401,
      json: { error: "invalid_client", error_description: "upstream-secret-canary" },
    });
    const { clientId, code } = await signIn(world);
    await redeem(world, clientId, code);
    const log = world.lines.join("\n");
    for (const canary of ["upstream-secret-canary", "upstream-access", "upstream-refresh", "upstream-code", code])
      expect(log).not.toContain(canary);
  });
});
