import type { EgressRequest } from "../egress/exchange.ts";
import type { Secret } from "../secret/secret.ts";
import type { ProviderConfig } from "./provider-config.ts";

/** A provider with what it takes to speak to it as its client. */
export interface ProviderAccess {
  readonly config: ProviderConfig;
  /** Absent for public clients. */
  readonly clientSecret?: Secret;
}

export type UpstreamGrant =
  | {
      readonly type: "authorization_code";
      readonly code: Secret;
      readonly callbackUrl: string;
      readonly codeVerifier?: Secret;
    }
  | { readonly type: "refresh_token"; readonly refreshToken: Secret }
  | { readonly type: "client_credentials"; readonly scopes: readonly string[] };

const deadlineMs = 10_000;
const maxResponseBytes = 64_000;

/** One request to the upstream's token endpoint, in the form and with the client authentication it wants. */
export const buildTokenRequest = (access: ProviderAccess, grant: UpstreamGrant): EgressRequest => {
  const { tokenRequest, tokenEndpoint } = access.config;
  const parameters = { ...grantParameters(access.config, grant), ...bodyAuthentication(access) };
  const isJson = tokenRequest.format === "json";
  return {
    method: "POST",
    url: tokenEndpoint,
    headers: {
      accept: "application/json",
      "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      ...headerAuthentication(access),
    },
    body: isJson ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString(),
    deadlineMs,
    maxResponseBytes,
    redirect: "none",
  };
};

/** Tells the upstream that a refresh token is given up; undefined where it takes no such request. */
export const buildRevocationRequest = (access: ProviderAccess, refreshToken: Secret): EgressRequest | undefined => {
  const { revocationEndpoint } = access.config;
  if (revocationEndpoint === undefined) return undefined;
  // https://www.rfc-editor.org/rfc/rfc7009#section-2.1
  const parameters = { token: refreshToken.reveal(), token_type_hint: "refresh_token", ...bodyAuthentication(access) };
  return {
    method: "POST",
    url: revocationEndpoint,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headerAuthentication(access) },
    body: new URLSearchParams(parameters).toString(),
    deadlineMs,
    maxResponseBytes,
    redirect: "none",
  };
};

const grantParameters = (config: ProviderConfig, grant: UpstreamGrant): Record<string, string> => {
  switch (grant.type) {
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
    case "authorization_code":
      return {
        grant_type: grant.type,
        code: grant.code.reveal(),
        redirect_uri: grant.callbackUrl,
        ...(grant.codeVerifier && { code_verifier: grant.codeVerifier.reveal() }),
      };
    // https://www.rfc-editor.org/rfc/rfc6749#section-6
    case "refresh_token":
      return { grant_type: grant.type, refresh_token: grant.refreshToken.reveal() };
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2
    case "client_credentials":
      return {
        grant_type: grant.type,
        ...(grant.scopes.length > 0 && { scope: grant.scopes.join(config.scopeSeparator) }),
      };
  }
};

const bodyAuthentication = ({ config, clientSecret }: ProviderAccess): Record<string, string> => {
  if (config.tokenRequest.clientAuthentication === "basic" && clientSecret) return {};
  const isPost = config.tokenRequest.clientAuthentication === "post";
  return { client_id: config.clientId, ...(isPost && clientSecret && { client_secret: clientSecret.reveal() }) };
};

const headerAuthentication = ({ config, clientSecret }: ProviderAccess): Record<string, string> => {
  if (config.tokenRequest.clientAuthentication !== "basic" || !clientSecret) return {};
  // Both halves are form-encoded first: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
  const pair = `${formEncode(config.clientId)}:${formEncode(clientSecret.reveal())}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
};

const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);
