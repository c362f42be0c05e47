import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { atDemoSite, demo, type Emulator, startEmulator } from "../index.ts";

const redirectUri = "http://127.0.0.1:9/oauth/callback/prv_1";
const client = { client_id: "app", client_secret: "app-secret-not-a-secret" };

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    apps: [{ clientId: client.client_id, clientSecret: client.client_secret, redirectUris: [redirectUri] }],
  });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const authorizeUrl = (changes: Record<string, string | undefined> = {}, base = emulator.urls.auth.authorize): URL => {
  const url = new URL(base);
  const all: Record<string, string | undefined> = {
    audience: "api.atlassian.com",
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "read:page:confluence offline_access",
    state: "some state",
    prompt: "consent",
    ...changes,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
};

const locationOf = async (url: URL, init: RequestInit = {}): Promise<URL> => {
  const response = await fetch(url, { ...init, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "about:blank");
};

interface TokenAnswer {
  readonly status: number;
  readonly body: { access_token: string; refresh_token: string; error?: string; error_description?: string };
}

const exchange = async (fields: Record<string, string>): Promise<TokenAnswer> => {
  const response = await fetch(emulator.urls.auth.token, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...client, ...fields }),
  });
  return { status: response.status, body: (await response.json()) as TokenAnswer["body"] };
};

const signIn = async (changes: Record<string, string | undefined> = {}) => {
  emulator.setConsent("approve");
  const code = (await locationOf(authorizeUrl(changes))).searchParams.get("code") ?? "";
  return exchange({ grant_type: "authorization_code", code, redirect_uri: redirectUri });
};

const errorOf = async (changes: Record<string, string | undefined>) =>
  (await locationOf(authorizeUrl(changes))).searchParams.get("error");

const refresh = (token: string) => exchange({ grant_type: "refresh_token", refresh_token: token });

const sitesOf = async (token: string): Promise<string[]> => {
  const response = await fetch(emulator.urls.api.accessibleResources, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await response.json()) as { id: string }[]).map((site) => site.id);
};

describe("authorize", () => {
  it("shows a page, and never redirects, for a redirect URI that differs by one slash", async () => {
    const response = await fetch(authorizeUrl({ redirect_uri: `${redirectUri}/` }), { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });

  it("asks, and sends a code and the state back when the user accepts", async () => {
    const url = authorizeUrl();
    const page = await (await fetch(url)).text();
    expect(page).toContain("read:page:confluence");
    expect(page).toContain(demo.cloudId);
    const body = new URLSearchParams({
      request: url.searchParams.toString(),
      decision: "approve",
      cloudId: demo.cloudId,
    });
    const back = await locationOf(url, { method: "POST", body });
    expect([back.searchParams.get("state"), back.searchParams.has("code")]).toEqual(["some state", true]);
  });

  it("sends access_denied when the user cancels", async () => {
    emulator.setConsent("deny");
    expect((await locationOf(authorizeUrl())).searchParams.get("error")).toBe("access_denied");
  });

  it("refuses a resource parameter and a missing audience", async () => {
    emulator.setConsent("approve");
    expect(await errorOf({ resource: "https://example.com/mcp" })).toBe("invalid_target");
    expect(await errorOf({ audience: undefined })).toBe("invalid_request");
  });
});

describe("token", () => {
  it("issues a token that opens what its scopes allow and nothing else", async () => {
    const { body } = await signIn();
    const get = async (path: string) =>
      (
        await fetch(`${atDemoSite(emulator.urls.api.confluenceV2)}${path}`, {
          headers: { authorization: `Bearer ${body.access_token}` },
        })
      ).status;
    expect([await get("/pages"), await get("/spaces")]).toEqual([200, 401]);
  });

  it("takes a code once, from the client and redirect URI it was issued for", async () => {
    emulator.setConsent("approve");
    const code = (await locationOf(authorizeUrl())).searchParams.get("code") ?? "";
    const wrong = await exchange({ grant_type: "authorization_code", code, redirect_uri: "http://127.0.0.1:9/other" });
    expect([wrong.status, wrong.body.error]).toEqual([403, "invalid_grant"]);
    expect((await exchange({ grant_type: "authorization_code", code, redirect_uri: redirectUri })).status).toBe(403);
  });

  it("gives a refresh token only with offline_access", async () => {
    expect((await signIn()).body).toHaveProperty("refresh_token");
    expect((await signIn({ scope: "read:page:confluence" })).body).not.toHaveProperty("refresh_token");
  });

  it("rotates refresh tokens, forgives a repeated exchange within the leeway, and refuses it after", async () => {
    const first = (await signIn()).body.refresh_token;
    const second = await refresh(first);
    expect(second.body.refresh_token).not.toBe(first);
    expect((await refresh(first)).status).toBe(200);
    emulator.advanceTime(601_000);
    expect(await refresh(first)).toEqual({
      status: 403,
      body: { error: "invalid_grant", error_description: "Unknown or invalid refresh token." },
    });
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it("refuses a form where JSON is due, a wrong secret, and a resource", async () => {
    const form = await fetch(emulator.urls.auth.token, { method: "POST", body: new URLSearchParams(client) });
    expect(form.status).toBe(400);
    expect((await exchange({ grant_type: "refresh_token", client_secret: "wrong" })).status).toBe(401);
    expect((await exchange({ grant_type: "refresh_token", resource: "https://a.example" })).body.error).toBe(
      "invalid_target",
    );
  });

  it("gives a service account a token, and another app none", async () => {
    const asService = { client_id: demo.serviceClientId, client_secret: demo.serviceClientSecret };
    expect((await exchange({ grant_type: "client_credentials", ...asService })).status).toBe(200);
    expect((await exchange({ grant_type: "client_credentials" })).status).toBe(403);
  });

  it("pads tokens to the length that is set", async () => {
    emulator.setTokenLifetime({ accessTokenBytes: 3_000 });
    const { body } = await signIn();
    expect(body.access_token).toHaveLength(3_000);
    emulator.setTokenLifetime({ accessTokenBytes: 0 });
  });
});

describe("sites", () => {
  it.each([[[]], [[demo.cloudId]], [[demo.cloudId, demo.secondCloudId]]])("lists %j", async (cloudIds: string[]) => {
    emulator.setSites(cloudIds);
    expect(await sitesOf((await signIn()).body.access_token)).toEqual(cloudIds);
  });

  it("lists a site twice for a token with classic and granular scopes", async () => {
    const { body } = await signIn({ scope: "search:confluence read:page:confluence" });
    expect(await sitesOf(body.access_token)).toEqual([demo.cloudId, demo.cloudId]);
  });

  it("tells the cloud id of a site to anyone", async () => {
    const response = await fetch(emulator.urls.site.tenantInfo.replace("{site}", demo.siteName));
    expect(await response.json()).toEqual({ cloudId: demo.cloudId });
  });
});

describe("Data Center and OpenID", () => {
  const verifier = "a-verifier-that-is-long-enough-for-the-rule-of-43";
  const challenge = createHash("sha256").update(verifier).digest("base64url");

  it("checks the code verifier at Data Center and lets its token in", async () => {
    emulator.setConsent("approve");
    const { authorize, token, base } = emulator.urls.dataCenter;
    const redeem = async (code_verifier: string) => {
      const url = authorizeUrl({ code_challenge: challenge, code_challenge_method: "S256", scope: "READ" }, authorize);
      const code = (await locationOf(url)).searchParams.get("code") ?? "";
      const fields = { ...client, grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier };
      return fetch(token, { method: "POST", body: new URLSearchParams(fields) });
    };
    expect((await redeem("wrong")).status).toBe(400);
    const { access_token } = (await (await redeem(verifier)).json()) as { access_token: string };
    const me = (bearer: string) =>
      fetch(`${base}/rest/api/user/current`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await me(access_token)).status).toBe(200);
    expect((await me(demo.personalAccessToken)).status).toBe(200);
    expect((await me("wrong")).status).toBe(401);
  });

  it("is found by discovery, requires a code challenge and says who it is", async () => {
    emulator.setConsent("approve");
    const metadata = (await (await fetch(emulator.urls.openId.discovery)).json()) as Record<string, string>;
    const authorize = metadata["authorization_endpoint"] ?? "";
    const refused = await locationOf(authorizeUrl({}, authorize));
    expect([refused.searchParams.get("error"), refused.searchParams.get("iss")]).toEqual([
      "invalid_request",
      metadata["issuer"],
    ]);
    const accepted = await locationOf(
      authorizeUrl({ code_challenge: challenge, code_challenge_method: "S256" }, authorize),
    );
    expect(accepted.searchParams.has("code")).toBe(true);
  });
});
