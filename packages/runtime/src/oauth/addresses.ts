import type { ProviderId } from "@breezeway/core";

/** Every address of one server's façade. All follow from its resource URL, `{publicUrl}/mcp/{workspace}/{server}`. */
export interface FacadeAddresses {
  readonly resource: string;
  readonly resourceMetadata: string;
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly register: string;
  readonly revoke: string;
  /** Page on which an end user sees and ends a connection. */
  readonly connection: string;
}

export const facadeAddresses = (resource: string): FacadeAddresses => {
  const issuer = issuerUrl(resource);
  return {
    resource,
    resourceMetadata: resourceMetadataUrl(resource),
    issuer,
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    register: `${issuer}/register`,
    revoke: `${issuer}/revoke`,
    connection: `${issuer}/connection`,
  };
};

export const issuerUrl = (resource: string): string => {
  const { origin, pathname } = new URL(resource);
  return `${origin}${pathname.replace(/^\/mcp\//, "/oauth/")}`;
};

/** The well-known part goes between host and path: https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
export const resourceMetadataUrl = (resource: string): string => {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
};

/** One callback for each provider configuration, never shared by two. */
export const callbackUrl = (publicUrl: string, provider: ProviderId): string =>
  `${publicUrl}/oauth/callback/${provider}`;
