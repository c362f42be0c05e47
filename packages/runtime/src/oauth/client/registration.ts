// Dynamic client registration, RFC 7591. The client id is the sealed metadata; nothing is stored.
import { seal } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { z } from "zod";
import { OAuthError } from "../errors/oauth-error.ts";
import { openValue } from "../grant/open-value.ts";
import { cleanName } from "./clean-name.ts";
import { clientFingerprint } from "./client.ts";
import type { OAuthClient } from "./client.ts";
import { classifyRedirectUri, isUnknownPrivateUse } from "./redirect-uri.ts";

const mostRedirectUris = 10;
/** Keeps an authorize URL, which carries the whole client id, under 8 kB. */
const mostRedirectCharacters = 2_000;
const farFuture = Date.UTC(9999, 0, 1);

const requestShape = z.object({
  redirect_uris: z.array(z.string()).min(1).max(mostRedirectUris),
  client_name: z.string().nullish(),
  grant_types: z.array(z.string()).nullish(),
  response_types: z.array(z.string()).nullish(),
  token_endpoint_auth_method: z.string().nullish(),
  application_type: z.string().nullish(),
  client_uri: z.string().nullish(),
  logo_uri: z.string().nullish(),
});

const claims = z.object({ name: z.string(), redirectUris: z.array(z.string()), issuedAtMs: z.number() });

export interface RegistrationContext {
  /** Never rotated: a client that registered once keeps its id. */
  readonly clientKeyring: Keyring;
  readonly issuer: string;
  readonly nowMs: number;
}

/** Registers a client; throws `OAuthError`. Answers with what was accepted: https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1 */
export const registerClient = async (context: RegistrationContext, body: unknown) => {
  const parsed = requestShape.safeParse(body);
  if (!parsed.success)
    throw new OAuthError(
      "invalid_client_metadata",
      `Not a registration: ${z.prettifyError(parsed.error).slice(0, 300)}`,
    );
  const request = parsed.data;
  const redirectUris = acceptedRedirectUris(request.redirect_uris, request.application_type ?? undefined);
  const grantTypes = request.grant_types ?? ["authorization_code", "refresh_token"];
  if (!grantTypes.includes("authorization_code"))
    throw new OAuthError("invalid_client_metadata", "The grant type authorization_code is needed.");
  if (request.response_types && !request.response_types.includes("code"))
    throw new OAuthError("invalid_client_metadata", "The response type code is needed.");
  const name = cleanName(request.client_name ?? "", 80);
  const clientId = await seal({
    keyring: context.clientKeyring,
    purpose: "client_id",
    audience: context.issuer,
    expiresAt: farFuture,
    claims: { name, redirectUris, issuedAtMs: context.nowMs } satisfies z.infer<typeof claims>,
  });
  return {
    client_id: clientId,
    client_id_issued_at: Math.floor(context.nowMs / 1_000),
    ...(name !== "" && { client_name: name }),
    redirect_uris: redirectUris,
    grant_types: grantTypes.filter((type) => type === "authorization_code" || type === "refresh_token"),
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    ...(request.application_type && { application_type: request.application_type }),
  };
};

/** Opens a client id that `registerClient` made for this issuer. */
export const openRegisteredClient = (context: RegistrationContext, clientId: string): OAuthClient | undefined => {
  const opened = openValue({
    keyring: context.clientKeyring,
    purpose: "client_id",
    audience: context.issuer,
    token: clientId,
    nowMs: context.nowMs,
    shape: claims,
  });
  if (!opened) return undefined;
  const { name, redirectUris } = opened.claims;
  return { id: clientId, fingerprint: clientFingerprint(clientId), name, redirectUris };
};

/** Unknown private-use schemes are left out while another URI remains, since one refused URI would lose the whole client. */
const acceptedRedirectUris = (uris: readonly string[], applicationType: string | undefined): string[] => {
  const accepted: string[] = [];
  for (const uri of uris) {
    const kind = classifyRedirectUri(uri);
    if (kind === undefined && isUnknownPrivateUse(uri)) continue;
    if (kind === undefined) throw new OAuthError("invalid_redirect_uri", refusedUri(uri));
    // https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata
    if (applicationType === "web" && kind !== "https")
      throw new OAuthError("invalid_redirect_uri", 'A client of application_type "web" needs https redirect URIs.');
    accepted.push(uri);
  }
  if (accepted.length === 0) throw new OAuthError("invalid_redirect_uri", refusedUri(uris[0] ?? ""));
  if (accepted.join("").length > mostRedirectCharacters)
    throw new OAuthError("invalid_redirect_uri", "The redirect URIs are too long together.");
  return accepted;
};

const refusedUri = (uri: string): string =>
  `A redirect URI has to be https, or http on localhost, without fragment or user name: ${JSON.stringify(uri.slice(0, 80))}`;
