import { buildRevocationRequest, isServiceError, Secret } from "@breezeway/core";
import { hashGrant } from "../../identify/identify-grant.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { clientFingerprint } from "../client/client.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { accessTokenClaims } from "../grant/grant.ts";
import type { Grant, RefreshTokenClaims } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";
import { requireField } from "./read-form.ts";
import { openRefreshToken } from "./refresh-tokens.ts";

/** Ends the whole connection that a token belongs to; an unknown token is no error. https://www.rfc-editor.org/rfc/rfc7009#section-2.2 */
export const revokeToken = async (
  context: FacadeContext,
  server: ProtectedServer,
  form: URLSearchParams,
): Promise<void> => {
  const presented = openPresented(context, server, requireField(form, "token"));
  if (!presented) return;
  const clientId = form.get("client_id");
  // https://www.rfc-editor.org/rfc/rfc7009#section-2.1
  if (clientId !== null && clientFingerprint(clientId) !== presented.grant.client.fingerprint) return;
  await endConnection(context, server, presented.grant);
  if (presented.refresh) await revokeUpstream(context, server, presented.refresh);
};

export interface PresentedToken {
  readonly grant: Grant;
  readonly expiresAtMs?: number;
  readonly refresh?: RefreshTokenClaims;
}

/** Opens a token of either kind that was made for this server. */
export const openPresented = (
  context: FacadeContext,
  server: ProtectedServer,
  token: string,
): PresentedToken | undefined => {
  const refresh = openRefreshToken(context, server, token);
  if (refresh) return refresh.grant.serverId === server.serverId ? { grant: refresh.grant, refresh } : undefined;
  const opened = openValue({
    keyring: context.keyring,
    purpose: "access_token",
    audience: server.resourceUrl,
    token,
    nowMs: context.clock(),
    shape: accessTokenClaims,
  });
  if (!opened || opened.claims.grant.serverId !== server.serverId) return undefined;
  return { grant: opened.claims.grant, expiresAtMs: opened.expiresAtMs };
};

export const endConnection = (context: FacadeContext, server: ProtectedServer, grant: Grant): Promise<void> =>
  context.revokeConnection({
    workspaceId: server.workspaceId,
    serverId: server.serverId,
    connectionHash: hashGrant(context.hashConnection, server, grant),
    deniedUntilMs: context.clock() + lifetimes.connection + lifetimes.clockSkew,
  });

/** Tells the provider too, where it takes revocations. Ours already holds, so a failure there is only noted. */
const revokeUpstream = async (
  context: FacadeContext,
  server: ProtectedServer,
  { grant, source }: RefreshTokenClaims,
): Promise<void> => {
  if (source.type !== "refresh_token" || grant.providerId === undefined) return;
  const provider = await context.loadProvider({ workspaceId: server.workspaceId, providerId: grant.providerId });
  if (!provider) return;
  try {
    const request = buildRevocationRequest(provider, Secret.of(source.token));
    if (request) await context.egress.request(request);
  } catch (error) {
    if (!isServiceError(error)) throw error;
    context.log.warn({ serverId: server.serverId, code: error.code }, "The provider did not take a revocation.");
  }
};
