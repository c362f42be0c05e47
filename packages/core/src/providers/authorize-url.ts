import type { ProviderConfig } from "./provider-config.ts";

export interface AuthorizeUrlInput {
  readonly provider: ProviderConfig;
  /** `/oauth/callback/{provider}` of the data plane. */
  readonly callbackUrl: string;
  readonly state: string;
  readonly scopes: readonly string[];
  /** S256 challenge; only where the provider does PKCE. */
  readonly codeChallenge?: string;
}

/**
 * The upstream's authorization request. Never carries `resource`: the upstream is asked for its own API,
 * and some answer `invalid_target` to a foreign one.
 */
export const buildAuthorizeUrl = (input: AuthorizeUrlInput): URL => {
  const url = new URL(input.provider.authorizationEndpoint);
  for (const [name, value] of Object.entries(input.provider.authorizeParameters)) url.searchParams.set(name, value);
  // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
  url.searchParams.set("response_type", "code");
  url.searchParams.set("client_id", input.provider.clientId);
  url.searchParams.set("redirect_uri", input.callbackUrl);
  url.searchParams.set("state", input.state);
  if (input.scopes.length > 0) url.searchParams.set("scope", input.scopes.join(input.provider.scopeSeparator));
  if (input.codeChallenge !== undefined) {
    // https://www.rfc-editor.org/rfc/rfc7636#section-4.3
    url.searchParams.set("code_challenge", input.codeChallenge);
    url.searchParams.set("code_challenge_method", "S256");
  }
  return url;
};
