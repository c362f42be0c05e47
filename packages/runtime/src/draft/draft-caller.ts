import { Secret } from "@breezeway/core";
import type { ConnectionHasher, CredentialSettings, DraftTicketClaims, Keyring } from "@breezeway/core";
import type { Identified, UpstreamCredential } from "../identify/caller.ts";
import { isSealedByUs, readAuthorization } from "../identify/read-authorization.ts";
import type { LiveServer } from "../live/live-server.ts";

export interface DraftCallerInput {
  readonly server: LiveServer;
  readonly claims: DraftTicketClaims;
  /** The `Authorization` header as it came. */
  readonly authorization: string | undefined;
}

/**
 * Who tries a draft, and with whose credential: their own where end users bring their own, else the shared one.
 * The ticket has been checked; a token that this deployment sealed never goes upstream.
 */
export const createDraftCaller =
  ({ keyring, hashConnection }: { readonly keyring: Keyring; readonly hashConnection: ConnectionHasher }) =>
  ({ server, claims, authorization }: DraftCallerInput): Identified => {
    const { workspaceId, serverId } = server;
    const settings = server.release.manifest.credential;
    const credential = isBroughtByUsers(settings) ? readOwn(keyring, settings, authorization) : null;
    if (credential === undefined) return { ok: false, challenge: { status: 401, description: askedFor(settings) } };
    return {
      ok: true,
      caller: {
        kind: "draft",
        connectionHash: hashConnection({ workspaceId, serverId, kind: "draft", value: claims.holder }),
        credential,
        limits: { readOnly: false },
        variables: claims.variables,
      },
    };
  };

type OwnSettings = Extract<CredentialSettings, { readonly mode: "oauth" | "passthrough" | "user_key" }>;

const isBroughtByUsers = (settings: CredentialSettings): settings is OwnSettings =>
  settings.mode === "oauth" || settings.mode === "passthrough" || settings.mode === "user_key";

const readOwn = (
  keyring: Keyring,
  settings: OwnSettings,
  authorization: string | undefined,
): UpstreamCredential | undefined => {
  if (settings.mode === "user_key" && settings.scheme.type === "basic") return readPair(authorization);
  const presented = readAuthorization(authorization);
  if (presented.kind !== "bearer" || !isPlain(presented.token) || isSealedByUs(keyring, presented.token))
    return undefined;
  const token = Secret.of(presented.token);
  return settings.mode === "user_key" && settings.scheme.type === "api_key"
    ? { type: "api_key", placement: settings.scheme.placement, value: token }
    : { type: "bearer", token };
};

const maxPairCharacters = 16_384;

/** https://www.rfc-editor.org/rfc/rfc7617#section-2 */
const readPair = (authorization: string | undefined): UpstreamCredential | undefined => {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined || encoded.length > maxPairCharacters) return undefined;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  return pair.includes(":") && !hasControls(pair) ? { type: "basic", pair: Secret.of(pair) } : undefined;
};

const isPlain = (token: string): boolean => /^[\x20-\x7e]+$/.test(token);

const hasControls = (text: string): boolean => /\p{Cc}/u.test(text);

const askedFor = (settings: CredentialSettings): string =>
  settings.mode === "user_key"
    ? "Send your own key for the API: as a bearer token, or as a basic pair where the API takes one."
    : "Send your own token for the API as a bearer token. A token that Breezeway issued is not one.";
