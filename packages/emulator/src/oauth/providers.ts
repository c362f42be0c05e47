import { Hono } from "hono";
import { emulatorUrls } from "../emulator-urls.ts";
import { bearerOf } from "../gateway/gate.ts";
import { accountById } from "../identity/directory.ts";
import type { World } from "../world.ts";
import { authorize } from "./authorize.ts";
import { CodeBook } from "./code-book.ts";
import { atlassian, dataCenterProfile, openId, type ProviderProfile } from "./profile.ts";
import { token } from "./token.ts";

const provider = (
  world: World,
  profile: ProviderProfile,
  paths: { readonly authorize: string; readonly token: string },
): Hono => {
  const app = new Hono();
  const codes = new CodeBook(world.now);
  const deps = { world, codes, profile, issuer: () => emulatorUrls(world.base).openId.issuer };
  app.on(["GET", "POST"], paths.authorize, (context) => authorize(context, deps));
  app.post(paths.token, (context) => token(context, deps));
  return app;
};

/** Sign-in at Atlassian Cloud (`auth.atlassian.com`). */
export const createAtlassianAuth = (world: World): Hono =>
  provider(world, atlassian, { authorize: "/authorize", token: "/oauth/token" });

/** Sign-in of the emulated Data Center. */
export const createDataCenterAuth = (world: World): Hono =>
  provider(world, dataCenterProfile, { authorize: "/authorize", token: "/token" });

/** A provider found by discovery, with a small API that takes its tokens. */
export const createOpenIdProvider = (world: World): Hono => {
  const app = provider(world, openId, { authorize: "/authorize", token: "/token" });
  app.get("/.well-known/openid-configuration", (context) => {
    const urls = emulatorUrls(world.base).openId;
    return context.json({
      issuer: urls.issuer,
      authorization_endpoint: urls.authorize,
      token_endpoint: urls.token,
      jwks_uri: `${urls.issuer}/jwks`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
      code_challenge_methods_supported: ["S256"],
      scopes_supported: ["openid", "offline_access", "notes.read"],
      authorization_response_iss_parameter_supported: true,
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
  });
  app.get("/jwks", (context) => context.json({ keys: [] }));
  app.get("/api/me", (context) => {
    const bearer = bearerOf(context.req.header("authorization") ?? null);
    const grant = bearer === undefined ? undefined : world.tokens.find(bearer, openId.name);
    const account = grant === undefined ? undefined : accountById(grant.accountId);
    return account === undefined
      ? context.json({ error: "invalid_token" }, 401, { "www-authenticate": 'Bearer error="invalid_token"' })
      : context.json({ id: account.accountId, name: account.displayName });
  });
  return app;
};
