// Who calls: a sealed grant or a raw credential becomes a Caller, or the challenge that says what to bring.
// Fails closed, touches no I/O, keeps and logs nothing.
import { equalInConstantTime, hashToken, Secret } from "@breezeway/core";
import type { Clock, ConnectionHasher, Keyring } from "@breezeway/core";
import type { Caller, Identified } from "./caller.ts";
import { missingToken, refusedToken } from "./challenge.ts";
import { identifyGrant } from "./identify-grant.ts";
import type { ProtectedServer } from "./protected-server.ts";
import { isRawBearer, isSealedByUs, readAuthorization } from "./read-authorization.ts";

export interface IdentifyDeps {
  readonly keyring: Keyring;
  readonly hashConnection: ConnectionHasher;
  readonly clock: Clock;
}

export interface IdentifyInput {
  readonly server: ProtectedServer;
  /** The `Authorization` header as it came. */
  readonly authorization: string | undefined;
}

export type Identify = (input: IdentifyInput) => Identified;

export const createIdentify =
  (deps: IdentifyDeps): Identify =>
  ({ server, authorization }) => {
    if (server.release.manifest.access === "public") return admit(server, publicCaller(deps, server));
    const presented = readAuthorization(authorization);
    if (presented.kind === "none") return { ok: false, challenge: missingToken(server) };
    if (presented.kind === "malformed") return { ok: false, challenge: refusedToken(server) };
    return admit(server, identifyToken(deps, server, presented.token));
  };

/** One deny-list rule for every kind of caller. */
const admit = (server: ProtectedServer, caller: Caller | undefined): Identified =>
  caller === undefined || server.revoked.has(caller.connectionHash)
    ? { ok: false, challenge: refusedToken(server) }
    : { ok: true, caller };

const identifyToken = (deps: IdentifyDeps, server: ProtectedServer, token: string): Caller | undefined => {
  const { credential, access } = server.release.manifest;
  if (credential.mode === "oauth" || credential.mode === "user_key") return identifyGrant(deps, server, token);
  if (isSealedByUs(deps.keyring, token))
    return access === "access_key" ? identifyGrant(deps, server, token) : undefined;
  if (credential.mode === "passthrough") return bearerCaller(deps, server, token);
  return access === "access_key" ? accessKeyCaller(deps, server, token) : undefined;
};

const publicCaller = ({ hashConnection }: IdentifyDeps, { workspaceId, serverId }: ProtectedServer): Caller => ({
  kind: "public",
  connectionHash: hashConnection({ workspaceId, serverId, kind: "public", value: "public" }),
  credential: null,
  limits: { readOnly: false },
  variables: {},
});

/** The owner's explicit exception from the rule that a client's token is never passed through. */
const bearerCaller = (
  { hashConnection }: IdentifyDeps,
  { workspaceId, serverId }: ProtectedServer,
  token: string,
): Caller | undefined => {
  if (!isRawBearer(token)) return undefined;
  return {
    kind: "bearer",
    connectionHash: hashConnection({ workspaceId, serverId, kind: "bearer", value: token, isPlainText: true }),
    credential: { type: "bearer", token: Secret.of(token) },
    limits: { readOnly: false },
    variables: {},
  };
};

const accessKeyCaller = (deps: IdentifyDeps, server: ProtectedServer, token: string): Caller | undefined => {
  const hash = hashToken(token).toString("hex");
  const key = server.accessKeys.get(hash);
  if (!key || !equalInConstantTime(key.hash, hash)) return undefined;
  if (key.expiresAtMs !== undefined && deps.clock() >= key.expiresAtMs) return undefined;
  const { workspaceId, serverId } = server;
  return {
    kind: "access_key",
    connectionHash: deps.hashConnection({ workspaceId, serverId, kind: "access_key", value: key.id }),
    credential: null,
    limits: { readOnly: key.readOnly, ...(key.tools && { tools: key.tools }) },
    variables: {},
    accessKeyId: key.id,
    ...(key.expiresAtMs !== undefined && { expiresAtMs: key.expiresAtMs }),
  };
};
