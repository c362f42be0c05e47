import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createFacadeWorld,
  post,
  refresh,
  registeredClient,
  signInForTokens,
  testProvider,
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

/** An upstream that rotates: each refresh token is good once. */
const rotate = (leewayUses = 0) => {
  let generation = 0;
  const uses = new Map<string, number>();
  world.upstream.answers.set("/token", ({ body }) => {
    const form = new URLSearchParams(body);
    const used = form.get("refresh_token") ?? "";
    const count = uses.get(used) ?? 0;
    uses.set(used, count + 1);
    if (form.get("grant_type") === "refresh_token" && count > leewayUses)
      return { status: 403, json: { error: "invalid_grant" } };
    generation += 1;
    return {
      status: 200,
      json: {
        access_token: `access-${generation}`,
        token_type: "bearer",
        expires_in: 3_600,
        refresh_token: `refresh-${generation}`,
      },
    };
  });
};
const exchanges = () =>
  world.upstream.requestsTo("/token").filter(({ body }) => body.includes("refresh_token=")).length;

describe("a refresh", () => {
  it("gives a new refresh token each time, also where the upstream keeps its own [refresh-rotates]", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    upstreamTokens(world, { refresh_token: undefined });
    const first = await refresh(world, clientId, refreshToken);
    expect(first.status).toBe(200);
    expect(first.json["refresh_token"]).not.toBe(refreshToken);
    expect((await refresh(world, clientId, first.json["refresh_token"] ?? "")).status).toBe(200);
    expect((await refresh(world, clientId, refreshToken)).json["error"]).toBe("invalid_grant");
  });

  it("assurance 37: is refused for another client, server or resource [refresh-bound-to-client]", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    const other = await registeredClient(world, { client_name: "Other" });
    expect((await refresh(world, other, refreshToken)).json["error"]).toBe("invalid_grant");
    expect((await refresh(world, clientId, refreshToken, { resource: "https://evil.example" })).json["error"]).toBe(
      "invalid_target",
    );
    const server = testServer({ serverSlug: "other" });
    world.live.servers = [...world.live.servers, server];
    const elsewhere = await post(world.app, world.addresses(server).token, {
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: clientId,
    });
    expect(elsewhere.json["error"]).toBe("invalid_grant");
    expect(exchanges()).toBe(0);
    expect((await refresh(world, clientId, refreshToken)).status).toBe(200);
  });

  it("cannot add scopes [refresh-no-new-scope]", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    expect((await refresh(world, clientId, refreshToken, { scope: "admin:all" })).json["error"]).toBe("invalid_scope");
    expect((await refresh(world, clientId, refreshToken, { scope: "read:page:confluence" })).status).toBe(200);
  });

  it("assurance 41: 20 at once at one replica share one exchange and one lineage", async () => {
    rotate();
    const { clientId, refreshToken } = await signInForTokens(world);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(world, clientId, refreshToken)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map(({ json }) => json["refresh_token"])).size).toBe(1);
    expect(exchanges()).toBe(1);
  });

  it("assurance 41: 20 at once over two replicas leave one lineage", async () => {
    rotate();
    const { clientId, refreshToken } = await signInForTokens(world);
    const replicas = [world.app, world.createReplica()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(replicas[index % 2] ?? world.app, world.addresses().token, {
          grant_type: "refresh_token",
          refresh_token: refreshToken,
          client_id: clientId,
        }),
      ),
    );
    const tokens = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json["refresh_token"]));
    expect(tokens.size).toBe(1);
    expect(answers.filter(({ status }) => status !== 200).every(({ json }) => json["error"] === "invalid_grant")).toBe(
      true,
    );
    expect(world.revocations).toHaveLength(0);
  });

  it("ends the connection when a used token comes back later [refresh-replay]", async () => {
    rotate();
    const { clientId, refreshToken } = await signInForTokens(world);
    const { json } = await refresh(world, clientId, refreshToken);
    world.clock.nowMs += 30_000;
    expect((await refresh(world, clientId, refreshToken)).status).toBe(400);
    expect(world.identify(json["access_token"] ?? "").ok).toBe(true);
    world.clock.nowMs += 60_000;
    expect((await refresh(world, clientId, refreshToken)).status).toBe(400);
    expect(world.revocations).toHaveLength(1);
    expect(world.identify(json["access_token"] ?? "").ok).toBe(false);
    expect((await refresh(world, clientId, json["refresh_token"] ?? "")).json["error"]).toBe("invalid_grant");
  });

  it("is let through again within the upstream's own leeway, as after a lost answer", async () => {
    world.providers.set(testProviderId, testProvider(world.upstream.url, { refreshLeewaySeconds: 600 }));
    rotate(1);
    const { clientId, refreshToken } = await signInForTokens(world);
    await refresh(world, clientId, refreshToken);
    world.clock.nowMs += 120_000;
    expect((await refresh(world, clientId, refreshToken)).status).toBe(200);
    expect((await refresh(world, clientId, refreshToken)).json["error"]).toBe("invalid_grant");
    expect(world.revocations).toHaveLength(0);
  });

  it("answers an outage with 503 and leaves the token good [refresh-outage]", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    for (const answer of [
      { status: 502, json: {} },
      { status: 429, json: {} },
      { status: 400, json: { error: "temporarily_unavailable" } },
    ]) {
      world.upstream.answers.set("/token", answer);
      const { status, json, response } = await refresh(world, clientId, refreshToken);
      expect([status, json["error"]]).toEqual([503, "temporarily_unavailable"]);
      expect(response.headers.get("retry-after")).toBeTruthy();
    }
    upstreamTokens(world);
    world.spent.isDown = true;
    expect((await refresh(world, clientId, refreshToken)).status).toBe(503);
    world.spent.isDown = false;
    expect((await refresh(world, clientId, refreshToken)).status).toBe(200);
  });

  it("maps a provider's 403 refusal to invalid_grant", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    world.upstream.answers.set("/token", {
      status: 403,
      json: { error: "invalid_grant", error_description: "Unknown or invalid refresh token." },
    });
    expect(await refresh(world, clientId, refreshToken)).toMatchObject({
      status: 400,
      json: { error: "invalid_grant" },
    });
  });

  it("is not offered where the upstream's token neither ends nor refreshes, so that a refused call leads to a new sign-in", async () => {
    upstreamTokens(world, { expires_in: undefined, refresh_token: undefined });
    const { json } = await signInForTokens(world);
    expect(json["refresh_token"]).toBeUndefined();
    expect(json["expires_in"]).toBe(30 * 86_400);
  });

  it("ends with the lineage's own end, however often it was refreshed", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    let token = refreshToken;
    const start = world.clock.nowMs;
    for (let month = 1; month <= 12; month += 1) {
      world.clock.nowMs = start + month * 30 * 86_400_000;
      const { status, json } = await refresh(world, clientId, token);
      expect(status, `month ${month}`).toBe(200);
      token = json["refresh_token"] ?? "";
    }
    world.clock.nowMs = start + 366 * 86_400_000;
    expect((await refresh(world, clientId, token)).json["error"]).toBe("invalid_grant");
  });

  it("is invalid_grant after revoke-all, a stopped provider or a retired key, and 503 while the server is paused", async () => {
    const { clientId, refreshToken } = await signInForTokens(world);
    const before = world.live.servers;
    world.live.servers = before.map((server) => ({ ...server, stopped: true }));
    expect((await refresh(world, clientId, refreshToken)).status).toBe(503);
    world.live.servers = before.map((server) => ({ ...server, epoch: 2 }));
    expect((await refresh(world, clientId, refreshToken)).json["error"]).toBe("invalid_grant");
    world.live.servers = before;
    world.keyring.current = testKeyring();
    expect((await refresh(world, clientId, refreshToken)).json["error"]).toBe("invalid_grant");
  });
});
