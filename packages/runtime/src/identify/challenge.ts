import { resourceMetadataUrl } from "../oauth/addresses.ts";
import type { Challenge } from "./caller.ts";
import { hasFacade } from "./protected-server.ts";
import type { ProtectedServer } from "./protected-server.ts";

/** One text for every refused token: it does not say whether it was unknown, run out, revoked or meant for another server. */
const refusedDescription = "The access token is invalid, expired or revoked. Sign in again.";

/** No token came: no error code. https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
export const missingToken = (server: ProtectedServer): Challenge => ({ status: 401, ...pointers(server) });

/** A token came and was refused, by us or by the upstream. */
export const refusedToken = (server: ProtectedServer): Challenge => ({
  status: 401,
  error: "invalid_token",
  description: refusedDescription,
  ...pointers(server),
});

/** The token is good but lacks scopes: names all that the operation needs. https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
export const insufficientScope = (server: ProtectedServer, scopes: readonly string[]): Challenge => ({
  status: 403,
  error: "insufficient_scope",
  description: "The account signed in without a permission that this tool needs. Sign in again and grant it.",
  ...pointers(server),
  ...(scopes.length > 0 && { scope: scopes.join(" ") }),
});

/** The `WWW-Authenticate` header of a challenge. */
export const formatChallenge = (challenge: Challenge): string => {
  const parameters = [
    ["error", challenge.error],
    ["error_description", challenge.description],
    // https://www.rfc-editor.org/rfc/rfc9728#section-5.1
    ["resource_metadata", challenge.resourceMetadata],
    ["scope", challenge.scope],
  ] as const;
  const present = parameters.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quote(value)}`]));
  return `Bearer ${present.length > 0 ? present.join(", ") : 'realm="mcp"'}`;
};

/** Scopes that a sign-in asks for. `offline_access` is the client's affair, not the resource's. */
export const challengedScopes = ({ release }: ProtectedServer): readonly string[] =>
  release.manifest.credential.mode === "oauth"
    ? release.manifest.credential.scopes.filter((scope) => scope !== "offline_access")
    : [];

const pointers = (server: ProtectedServer): Pick<Challenge, "resourceMetadata" | "scope"> => {
  const scopes = challengedScopes(server);
  return {
    ...(hasFacade(server) && { resourceMetadata: resourceMetadataUrl(server.resourceUrl) }),
    ...(scopes.length > 0 && { scope: scopes.join(" ") }),
  };
};

/** Header text is ASCII; quotes and backslashes are escaped. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4 */
const quote = (text: string): string => `"${text.replace(/[^\x20-\x7e]/g, "?").replace(/["\\]/g, "\\$&")}"`;
