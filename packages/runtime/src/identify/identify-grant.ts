import type { AccessKeyId, Clock, ConnectionHasher, Keyring } from "@breezeway/core";
import type { LiveAccessKey } from "../live/live-server.ts";
import { accessTokenClaims, toUpstreamCredential } from "../oauth/grant/grant.ts";
import type { Grant } from "../oauth/grant/grant.ts";
import { isFromTheFuture, openValue } from "../oauth/grant/open-value.ts";
import { releaseOrigins } from "../oauth/grant/origins.ts";
import type { Caller } from "./caller.ts";
import type { ProtectedServer } from "./protected-server.ts";

export interface GrantDeps {
  readonly keyring: Keyring;
  readonly hashConnection: ConnectionHasher;
  readonly clock: Clock;
}

/** Opens a sealed access token for this server; undefined for every reason it may be refused for. */
export const identifyGrant = (deps: GrantDeps, server: ProtectedServer, token: string): Caller | undefined => {
  const nowMs = deps.clock();
  const opened = openValue({
    keyring: deps.keyring,
    purpose: "access_token",
    // https://www.rfc-editor.org/rfc/rfc8707#section-2
    audience: server.resourceUrl,
    token,
    nowMs,
    shape: accessTokenClaims,
  });
  if (!opened) return undefined;
  const { grant, credential } = opened.claims;
  if (!isStillGranted(server, grant, nowMs)) return undefined;
  const key = findAccessKey(server, grant.accessKeyId, nowMs);
  if ((grant.accessKeyId !== undefined) !== (key !== undefined)) return undefined;
  if ((credential === undefined) !== (key !== undefined)) return undefined;
  return {
    kind: "grant",
    connectionHash: hashGrant(deps.hashConnection, server, grant),
    credential: credential ? toUpstreamCredential(credential) : null,
    limits: { readOnly: grant.readOnly || key?.readOnly === true, ...(key?.tools && { tools: key.tools }) },
    variables: grant.variables,
    ...(grant.scopes && { scopes: new Set(grant.scopes) }),
    ...(key && { accessKeyId: key.id }),
    ...(grant.client.name !== undefined && { client: { name: grant.client.name } }),
    expiresAtMs: opened.expiresAtMs,
  };
};

/** The rules that hold at each call and at each refresh alike: server, epoch, provider, destinations, clock. */
export const isStillGranted = (server: ProtectedServer, grant: Grant, nowMs: number): boolean => {
  const { credential, access } = server.release.manifest;
  if (grant.serverId !== server.serverId || grant.epoch < server.epoch) return false;
  if (isFromTheFuture(grant.issuedAtMs, nowMs)) return false;
  if (grant.providerId !== (credential.mode === "oauth" ? credential.providerId : undefined)) return false;
  if ((grant.accessKeyId !== undefined) !== (access === "access_key")) return false;
  return releaseOrigins(server).every((origin) => grant.origins.includes(origin));
};

/** The access key that a grant was made with, while it is good. */
export const findAccessKey = (
  server: ProtectedServer,
  id: AccessKeyId | undefined,
  nowMs: number,
): LiveAccessKey | undefined => {
  if (id === undefined) return undefined;
  for (const key of server.accessKeys.values())
    if (key.id === id) return key.expiresAtMs === undefined || nowMs < key.expiresAtMs ? key : undefined;
  return undefined;
};

export const hashGrant = (hashConnection: ConnectionHasher, { workspaceId, serverId }: ProtectedServer, grant: Grant) =>
  hashConnection({ workspaceId, serverId, kind: "grant", value: grant.connectionId });
