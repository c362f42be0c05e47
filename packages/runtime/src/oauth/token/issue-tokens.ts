import { randomBytes } from "node:crypto";
import { seal } from "@breezeway/core";
import type { Keyring, UpstreamTokens } from "@breezeway/core";
import { facadeAddresses } from "../addresses.ts";
import { OAuthError } from "../errors/oauth-error.ts";
import type { AccessTokenClaims, Grant, RefreshSource, RefreshTokenClaims, SealedCredential } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";

/** Clients carry tokens in headers, and servers and proxies commonly stop at 8 kB for one. */
const longestTokenCharacters = 8_192;

export interface TokenMaterial {
  readonly grant: Grant;
  /** Absent where the owner's shared credential is used. */
  readonly credential?: SealedCredential;
  /** What the next refresh works with; absent where there can be none. */
  readonly refresh?: RefreshSource;
  /** When the credential runs out upstream. */
  readonly credentialEndsAtMs?: number;
  /** Set at a refresh: the lineage's end does not move. */
  readonly endsAtMs?: number;
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope?: string;
}

export interface IssueContext {
  readonly keyring: Keyring;
  readonly resource: string;
  readonly nowMs: number;
}

/** Seals what was granted into an access token for this resource and a refresh token for this issuer. */
export const issueTokens = async (context: IssueContext, material: TokenMaterial): Promise<TokenResponse> => {
  const { nowMs, keyring } = context;
  const { issuer, resource } = facadeAddresses(context.resource);
  const endsAtMs = material.endsAtMs ?? nowMs + lifetimes.connection;
  const accessEndsAtMs = Math.min(accessEnd(material, nowMs), endsAtMs);
  const grant: Grant = { ...material.grant, issuedAtMs: nowMs };
  const accessToken = await seal({
    keyring,
    purpose: "access_token",
    audience: resource,
    expiresAt: accessEndsAtMs,
    claims: { grant, ...(material.credential && { credential: material.credential }) } satisfies AccessTokenClaims,
  });
  const refreshToken =
    material.refresh &&
    (await seal({
      keyring,
      purpose: "refresh_token",
      audience: issuer,
      expiresAt: Math.min(nowMs + lifetimes.refreshToken, endsAtMs),
      claims: {
        grant,
        source: material.refresh,
        tokenId: randomBytes(16).toString("base64url"),
        endsAtMs,
      } satisfies RefreshTokenClaims,
    }));
  if (Math.max(accessToken.length, refreshToken?.length ?? 0) > longestTokenCharacters)
    throw new OAuthError(
      "server_error",
      "The provider's token is too long to be carried: more than 8 kB when sealed. Ask the server's owner to request fewer scopes.",
    );
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: Math.max(1, Math.floor((accessEndsAtMs - nowMs) / 1_000)),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(grant.scopes && grant.scopes.length > 0 && { scope: grant.scopes.join(" ") }),
  };
};

/** Never later than the credential's own end; bounded where a refresh can follow. */
const accessEnd = ({ credentialEndsAtMs, refresh }: TokenMaterial, nowMs: number): number => {
  if (!refresh) return credentialEndsAtMs ?? nowMs + lifetimes.lastingAccessToken;
  return Math.min(credentialEndsAtMs ?? nowMs + lifetimes.accessToken, nowMs + lifetimes.longestAccessToken);
};

/** Turns the upstream's tokens into what is issued; `before` is the refresh token that was used for them. */
export const materialFromUpstream = (
  tokens: UpstreamTokens,
  input: { readonly grant: Grant; readonly nowMs: number; readonly before?: string },
): TokenMaterial => {
  const credential: SealedCredential = { type: "bearer", token: tokens.accessToken.reveal() };
  const refreshToken = tokens.refreshToken?.reveal() ?? input.before;
  return {
    grant: { ...input.grant, ...(tokens.scopes && { scopes: [...tokens.scopes] }) },
    credential,
    ...(refreshToken !== undefined && { refresh: { type: "refresh_token", token: refreshToken } as const }),
    ...(tokens.expiresInSeconds !== undefined && {
      credentialEndsAtMs: input.nowMs + tokens.expiresInSeconds * 1_000,
    }),
  };
};
