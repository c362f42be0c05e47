import { isServiceError, requestTokens, Secret } from "@breezeway/core";
import type { UpstreamTokenResult } from "@breezeway/core";
import { findAccessKey, hashGrant, isStillGranted } from "../../identify/identify-grant.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { callbackUrl, issuerUrl } from "../addresses.ts";
import { isSameResource } from "../authorize/authorize-request.ts";
import { clientFingerprint } from "../client/client.ts";
import { OAuthError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import type { Grant } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { spentHash } from "../grant/spent-hash.ts";
import { verifySite } from "../provider/choose-site.ts";
import { issueTokens, materialFromUpstream } from "./issue-tokens.ts";
import type { TokenMaterial, TokenResponse } from "./issue-tokens.ts";
import { verifyChallenge } from "./pkce.ts";
import { requireField } from "./read-form.ts";
import { openCode } from "./sealed-code.ts";
import type { CodeClaims } from "./sealed-code.ts";

/** grant_type=authorization_code: everything is checked and the code spent before the upstream's code is redeemed. */
export const redeemCode = async (
  context: FacadeContext,
  server: ProtectedServer,
  form: URLSearchParams,
): Promise<TokenResponse> => {
  const nowMs = context.clock();
  const claims = checkCode(context, server, form);
  const expiresAtMs = nowMs + lifetimes.code + 2 * lifetimes.clockSkew;
  // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
  if ((await context.spent.spend(spentHash("code", claims.codeId), expiresAtMs)) !== undefined) throw badCode();
  const material = await redeemSource(context, server, claims);
  const issuing = { keyring: context.keyring, resource: server.resourceUrl, nowMs: context.clock() };
  const tokens = await issueTokens(issuing, material);
  await recordConnection(context, server, material.grant);
  return tokens;
};

/** The first call will record it anyway, so a failure here costs nobody a sign-in. */
const recordConnection = async (context: FacadeContext, server: ProtectedServer, grant: Grant): Promise<void> => {
  try {
    await context.recordConnection({
      serverId: server.serverId,
      connectionHash: hashGrant(context.hashConnection, server, grant),
      clientName: grant.client.name ?? "",
      readOnly: grant.readOnly,
      seenAtMs: context.clock(),
    });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    context.log.warn({ serverId: server.serverId, code: error.code }, "A new connection could not be recorded.");
  }
};

const checkCode = (context: FacadeContext, server: ProtectedServer, form: URLSearchParams): CodeClaims => {
  const nowMs = context.clock();
  const issuer = issuerUrl(server.resourceUrl);
  const claims = openCode({ keyring: context.keyring, issuer, nowMs }, requireField(form, "code"));
  const verifier = requireField(form, "code_verifier");
  const clientId = requireField(form, "client_id");
  if (!claims) throw badCode();
  if (clientFingerprint(clientId) !== claims.grant.client.fingerprint) throw badCode();
  // OAuth 2.1 clients leave it out here; one that is sent has to be the one of the authorization request.
  if ((form.get("redirect_uri") ?? claims.redirectUri) !== claims.redirectUri) throw badCode();
  if (!verifyChallenge(verifier, claims.codeChallenge)) throw badCode();
  requireResource(server, form);
  requireLiveGrant(context, server, claims.grant);
  return claims;
};

export const requireResource = (server: ProtectedServer, form: URLSearchParams): void => {
  // https://www.rfc-editor.org/rfc/rfc8707#section-2.2
  if (!form.getAll("resource").every((asked) => isSameResource(asked, server.resourceUrl)))
    throw new OAuthError("invalid_target", `The resource of this server is ${server.resourceUrl}.`);
};

/** The rules of every call hold at the token endpoint too: epoch, deny-list, provider, destinations, access key. */
export const requireLiveGrant = (context: FacadeContext, server: ProtectedServer, grant: Grant): void => {
  const nowMs = context.clock();
  const isLive =
    isStillGranted(server, grant, nowMs) &&
    !server.revoked.has(hashGrant(context.hashConnection, server, grant)) &&
    (grant.accessKeyId === undefined || findAccessKey(server, grant.accessKeyId, nowMs) !== undefined);
  if (!isLive) throw new OAuthError("invalid_grant", "This sign-in was ended. Sign in again.");
};

const redeemSource = async (
  context: FacadeContext,
  server: ProtectedServer,
  { grant, source }: CodeClaims,
): Promise<TokenMaterial> => {
  switch (source.type) {
    case "user_key":
      return { grant, credential: source.credential, refresh: { type: "kept", credential: source.credential } };
    case "access_key":
      return { grant, refresh: { type: "access_key" } };
    case "provider": {
      const provider = await requireProvider(context, server, grant);
      const result = await requestTokens(context.egress, provider, {
        type: "authorization_code",
        code: Secret.of(source.code),
        callbackUrl: callbackUrl(context.publicUrl, source.providerId),
        ...(source.codeVerifier !== undefined && { codeVerifier: Secret.of(source.codeVerifier) }),
      });
      if (!result.ok) throw await upstreamRefusal(context, { server, grant, result });
      const token = result.tokens.accessToken;
      const variables = await verifySite(context.egress, {
        server,
        site: provider.config.site,
        variables: grant.variables,
        token,
      });
      return materialFromUpstream(result.tokens, {
        grant: { ...grant, variables: { ...variables } },
        nowMs: context.clock(),
      });
    }
  }
};

export const requireProvider = async (context: FacadeContext, server: ProtectedServer, grant: Grant) => {
  const provider =
    grant.providerId && (await context.loadProvider({ workspaceId: server.workspaceId, providerId: grant.providerId }));
  if (!provider) throw new OAuthError("invalid_grant", "The server's provider has changed. Sign in again.");
  return provider;
};

export interface RefusalInput {
  readonly server: ProtectedServer;
  readonly grant: Grant;
  readonly result: Extract<UpstreamTokenResult, { ok: false }>;
}

/** Only a refused credential is `invalid_grant`; settings and outages are not the client's to mend by signing in again. */
export const upstreamRefusal = async (
  context: FacadeContext,
  { server: { workspaceId, serverId }, grant: { providerId }, result }: RefusalInput,
): Promise<OAuthError> => {
  switch (result.reason) {
    case "refused":
      return new OAuthError("invalid_grant", "The provider refused to continue this sign-in. Sign in again.");
    case "unavailable":
      return new OAuthError("temporarily_unavailable", "The provider is not available just now. Try again.");
    case "misconfigured":
      context.log.warn({ workspaceId, serverId, code: result.error }, "A provider refused its client settings.");
      if (providerId !== undefined) await context.reportRefusedProvider({ workspaceId, providerId });
      return new OAuthError(
        "server_error",
        "The provider refused the settings of this server. Its owner has to check client ID, secret and callback URL.",
      );
  }
};

/** One text for every reason, so that nothing can be learnt by trying. */
const badCode = (): OAuthError =>
  new OAuthError("invalid_grant", "The authorization code is invalid, has run out or was already used.");
