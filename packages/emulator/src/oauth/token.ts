import { createHash } from "node:crypto";
import type { Context } from "hono";
import { demo } from "../demo.ts";
import type { OAuthApp } from "../emulator.ts";
import { basicPair } from "../gateway/gate.ts";
import type { IssuedPair } from "../identity/token-store.ts";
import type { World } from "../world.ts";
import type { CodeBook } from "./code-book.ts";
import type { ProviderProfile } from "./profile.ts";

export interface TokenDeps {
  readonly world: World;
  readonly codes: CodeBook;
  readonly profile: ProviderProfile;
}

type Fields = Readonly<Record<string, string>>;

/** The token endpoint: code, refresh token and client credentials, in the form the profile takes. */
export const token = async (context: Context, deps: TokenDeps): Promise<Response> => {
  const fields = await readFields(context, deps.profile);
  if (fields === undefined)
    return refuse(
      400,
      "invalid_request",
      `The body must be ${deps.profile.requestForm === "json" ? "JSON" : "a form"}`,
    );
  if (fields["resource"] !== undefined) return refuse(400, "invalid_target", "The resource parameter is not supported");
  const app = authenticate(context, deps, fields);
  if (app === undefined) return refuse(401, "access_denied", "Unauthorized");
  switch (fields["grant_type"]) {
    case "authorization_code":
      return redeemCode(context, deps, app, fields);
    case "refresh_token":
      return refresh(context, deps, app, fields);
    case "client_credentials":
      return clientCredentials(context, deps, app, fields);
    default:
      return refuse(400, "unsupported_grant_type", `Unsupported grant type: ${fields["grant_type"] ?? ""}`);
  }
};

const readFields = async (context: Context, profile: ProviderProfile): Promise<Fields | undefined> => {
  const isJson = context.req.header("content-type")?.includes("application/json") ?? false;
  if (isJson !== (profile.requestForm === "json")) return undefined;
  const text = await context.req.text();
  if (!isJson) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return undefined; // answered as invalid_request
  }
};

const authenticate = (context: Context, deps: TokenDeps, fields: Fields): OAuthApp | undefined => {
  const basic = basicPair(context.req.header("authorization") ?? null);
  const isBasic = deps.profile.clientAuthentication === "basic";
  const clientId = isBasic ? decodeURIComponent(basic?.name ?? "") : fields["client_id"];
  const secret = isBasic ? decodeURIComponent(basic?.password ?? "") : fields["client_secret"];
  const app = deps.world.apps.get(clientId ?? "");
  return app !== undefined && app.clientSecret === secret ? app : undefined;
};

const redeemCode = (context: Context, deps: TokenDeps, app: OAuthApp, fields: Fields): Response => {
  const { profile, world } = deps;
  const pending = deps.codes.redeem(fields["code"] ?? "");
  if (pending === undefined || pending.request.clientId !== app.clientId)
    return refuse(profile.invalidGrantStatus, "invalid_grant", "Invalid authorization code");
  if (pending.request.redirectUri !== fields["redirect_uri"])
    return refuse(
      profile.invalidGrantStatus,
      "invalid_grant",
      "The redirect_uri is not the one of the authorize request",
    );
  if (!verifierMatches(pending.request.challenge, fields["code_verifier"]))
    return refuse(profile.invalidGrantStatus, "invalid_grant", "The code_verifier does not match");
  const { scopes } = pending.request;
  const pair = world.tokens.startFamily({
    provider: profile.name,
    clientId: app.clientId,
    accountId: pending.accountId,
    scopes,
    cloudIds: pending.cloudIds,
    offline: !profile.offlineAccessScope || scopes.includes("offline_access"),
  });
  return answer(context, pair, scopes);
};

const refresh = (context: Context, deps: TokenDeps, app: OAuthApp, fields: Fields): Response => {
  const { profile, world } = deps;
  const pair = world.tokens.refresh(fields["refresh_token"] ?? "", { provider: profile.name, clientId: app.clientId });
  if (pair === undefined)
    return refuse(profile.invalidGrantStatus, "invalid_grant", "Unknown or invalid refresh token.");
  return answer(context, pair, pair.scopes);
};

const clientCredentials = (context: Context, deps: TokenDeps, app: OAuthApp, fields: Fields): Response => {
  if (app.serviceAccount !== true)
    return refuse(403, "unauthorized_client", "Grant type client_credentials is not allowed for this client");
  const { world, profile } = deps;
  const scopes = (fields["scope"] ?? "").split(" ").filter((scope) => scope !== "");
  const granted = scopes.length > 0 ? scopes : world.tokens.allScopes;
  const pair = world.tokens.startFamily({
    provider: profile.name,
    clientId: app.clientId,
    accountId: demo.accountId,
    scopes: granted,
    cloudIds: world.visibleCloudIds,
    offline: false,
  });
  return answer(context, pair, granted);
};

const verifierMatches = (
  challenge: { readonly value: string; readonly method: "S256" | "plain" } | undefined,
  verifier: string | undefined,
): boolean => {
  if (challenge === undefined) return true;
  if (verifier === undefined) return false;
  // https://www.rfc-editor.org/rfc/rfc7636#section-4.6
  return (
    challenge.value ===
    (challenge.method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url"))
  );
};

const answer = (context: Context, pair: IssuedPair, scopes: readonly string[]): Response =>
  context.json(
    {
      access_token: pair.accessToken,
      ...(pair.refreshToken === undefined ? {} : { refresh_token: pair.refreshToken }),
      expires_in: pair.expiresIn,
      token_type: "Bearer",
      scope: scopes.join(" "),
    },
    200,
    { "cache-control": "no-store" },
  );

const refuse = (status: number, error: string, description: string): Response =>
  new Response(JSON.stringify({ error, error_description: description }), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
