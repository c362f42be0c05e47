import { requestTokens, Secret } from "@breezeway/core";
import { challengedScopes } from "../../identify/challenge.ts";
import { hashGrant } from "../../identify/identify-grant.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { issuerUrl } from "../addresses.ts";
import { clientFingerprint } from "../client/client.ts";
import { OAuthError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { refreshTokenClaims } from "../grant/grant.ts";
import type { RefreshTokenClaims, SealedCredential } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";
import { spentHash } from "../grant/spent-hash.ts";
import { tryKey } from "../user-key/try-key.ts";
import { issueTokens, materialFromUpstream } from "./issue-tokens.ts";
import type { TokenMaterial, TokenResponse } from "./issue-tokens.ts";
import { requireField } from "./read-form.ts";
import { requireLiveGrant, requireProvider, requireResource, upstreamRefusal } from "./redeem-code.ts";

/** Twice the same token within this time is a client that raced with itself, not a thief. */
const raceMs = 60_000;

export type RefreshTokens = (server: ProtectedServer, form: URLSearchParams) => Promise<TokenResponse>;

/** grant_type=refresh_token: concurrent refreshes of one token share one exchange at this replica. */
export const createRefreshTokens = (context: FacadeContext): RefreshTokens => {
  const underWay = new Map<string, Promise<TokenResponse>>();
  return async (server, form) => {
    const claims = checkRefresh(context, server, form);
    const running = underWay.get(claims.tokenId);
    if (running) return running;
    const refreshing = refresh(context, server, claims).finally(() => underWay.delete(claims.tokenId));
    underWay.set(claims.tokenId, refreshing);
    return refreshing;
  };
};

const checkRefresh = (context: FacadeContext, server: ProtectedServer, form: URLSearchParams): RefreshTokenClaims => {
  const opened = openRefreshToken(context, server, requireField(form, "refresh_token"));
  const clientId = requireField(form, "client_id");
  if (!opened || clientFingerprint(clientId) !== opened.grant.client.fingerprint) throw badRefreshToken();
  requireResource(server, form);
  requireLiveGrant(context, server, opened.grant);
  requireKnownScopes(server, opened.grant.scopes ?? [], form.get("scope") ?? "");
  return opened;
};

/** Clients repeat what the challenge named, also where the upstream granted less; the answer says what there is. */
const requireKnownScopes = (server: ProtectedServer, granted: readonly string[], asked: string): void => {
  const known = new Set([...granted, ...challengedScopes(server), "offline_access"]);
  // https://www.rfc-editor.org/rfc/rfc6749#section-6
  if (!asked.split(" ").every((scope) => scope === "" || known.has(scope)))
    throw new OAuthError("invalid_scope", "A refresh cannot add scopes. Sign in again for more.");
};

export const openRefreshToken = (
  context: FacadeContext,
  server: ProtectedServer,
  token: string,
): RefreshTokenClaims | undefined =>
  openValue({
    keyring: context.keyring,
    purpose: "refresh_token",
    audience: issuerUrl(server.resourceUrl),
    token,
    nowMs: context.clock(),
    shape: refreshTokenClaims,
  })?.claims;

const refresh = async (
  context: FacadeContext,
  server: ProtectedServer,
  claims: RefreshTokenClaims,
): Promise<TokenResponse> => {
  const hash = spentHash("refresh_token", claims.tokenId);
  const usedAgoMs = await context.spent.spend(hash, context.clock() + lifetimes.refreshToken);
  if (usedAgoMs !== undefined) await requireLeeway(context, server, claims, usedAgoMs);
  try {
    const material = await refreshSource(context, server, claims);
    const resource = server.resourceUrl;
    return await issueTokens(
      { keyring: context.keyring, resource, nowMs: context.clock() },
      {
        ...material,
        endsAtMs: claims.endsAtMs,
      },
    );
  } catch (error) {
    // Nothing was handed out, so the client keeps what it has: whether it still works, the upstream decides.
    const isFinal = error instanceof OAuthError && error.code === "invalid_grant";
    if (!isFinal && usedAgoMs === undefined) await context.spent.unspend(hash);
    throw error;
  }
};

/**
 * A reply can be lost on its way, so a used token is tried again for as long as the upstream itself would take it.
 * Later use means that two parties hold it: the connection ends. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
const requireLeeway = async (
  context: FacadeContext,
  server: ProtectedServer,
  { grant, endsAtMs }: RefreshTokenClaims,
  usedAgoMs: number,
): Promise<void> => {
  const provider = grant.providerId ? await requireProvider(context, server, grant) : undefined;
  const leewayMs = (provider?.config.refreshLeewaySeconds ?? 0) * 1_000;
  if (usedAgoMs < leewayMs) return;
  if (usedAgoMs > Math.max(leewayMs, raceMs)) {
    const { workspaceId, serverId } = server;
    const connectionHash = hashGrant(context.hashConnection, server, grant);
    await context.revokeConnection({
      workspaceId,
      serverId,
      connectionHash,
      deniedUntilMs: endsAtMs + lifetimes.clockSkew,
    });
    context.log.warn(
      { workspaceId, serverId, connectionHash },
      "A used refresh token came back; its connection was ended.",
    );
  }
  throw badRefreshToken();
};

const refreshSource = async (
  context: FacadeContext,
  server: ProtectedServer,
  { grant, source }: RefreshTokenClaims,
): Promise<TokenMaterial> => {
  switch (source.type) {
    case "access_key":
      return { grant, refresh: source };
    case "kept":
      await tryKeptKey(context, server, grant.variables, source.credential);
      return { grant, credential: source.credential, refresh: source };
    case "refresh_token": {
      const provider = await requireProvider(context, server, grant);
      const refreshToken = Secret.of(source.token);
      const result = await requestTokens(context.egress, provider, { type: "refresh_token", refreshToken });
      if (!result.ok) throw await upstreamRefusal(context, { server, grant, result });
      return materialFromUpstream(result.tokens, { grant, nowMs: context.clock(), before: source.token });
    }
  }
};

const tryKeptKey = async (
  context: FacadeContext,
  server: ProtectedServer,
  variables: Readonly<Record<string, string>>,
  credential: SealedCredential,
): Promise<void> => {
  const settings = server.release.manifest.credential;
  if (settings.mode !== "user_key") throw badRefreshToken();
  const trial = await tryKey(context.egress, { server, settings, variables, credential });
  if (trial === "unavailable")
    throw new OAuthError("temporarily_unavailable", "The API is not available just now. Try again.");
  if (trial === "refused") throw new OAuthError("invalid_grant", "The key is no longer good. Sign in with a new one.");
};

const badRefreshToken = (): OAuthError =>
  new OAuthError("invalid_grant", "The refresh token is invalid, has run out or was already used. Sign in again.");
