// The authorization request, checked in the order that safety asks for: nobody is redirected before
// client and redirect URI are known to belong together. Pure.
import { z } from "zod";
import { findRedirectUri } from "../client/redirect-uri.ts";
import type { OAuthClient } from "../client/client.ts";
import type { OAuthErrorCode } from "../errors/oauth-error.ts";

/** What remains of a checked request. */
export const authorizeRequest = z.object({
  client: z.object({ fingerprint: z.string(), name: z.string(), verifiedHost: z.string().optional() }),
  redirectUri: z.string(),
  state: z.string().optional(),
  codeChallenge: z.string(),
});
export type AuthorizeRequest = z.infer<typeof authorizeRequest>;

export type CheckedRequest =
  | { readonly ok: true; readonly request: AuthorizeRequest; readonly isPromptRequired: boolean }
  /** Safe to say to the client by a redirect. */
  | { readonly ok: false; readonly to: "client"; readonly error: OAuthErrorCode; readonly description: string }
  /** Only the person in the browser may be told. */
  | { readonly ok: false; readonly to: "person"; readonly description: string };

export interface CheckRequestInput {
  readonly parameters: URLSearchParams;
  readonly client: OAuthClient;
  readonly resource: string;
}

const longestState = 2_000;

export const checkAuthorizeRequest = ({ parameters, client, resource }: CheckRequestInput): CheckedRequest => {
  const redirectUri = parameters.get("redirect_uri");
  if (redirectUri === null || parameters.getAll("redirect_uri").length > 1)
    return person("The request names no address to return to.");
  // https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.4
  if (!findRedirectUri(client.redirectUris, redirectUri))
    return person("The request asks to return to an address that the application did not register.");
  const refusal = checkParameters(parameters, resource);
  if (refusal) return { ok: false, to: "client", ...refusal };
  const state = parameters.get("state");
  return {
    ok: true,
    isPromptRequired: parameters.get("prompt")?.split(" ").includes("consent") ?? false,
    request: {
      client: {
        fingerprint: client.fingerprint,
        name: client.name,
        ...(client.verifiedHost !== undefined && { verifiedHost: client.verifiedHost }),
      },
      redirectUri,
      ...(state !== null && { state }),
      codeChallenge: parameters.get("code_challenge") ?? "",
    },
  };
};

interface Refusal {
  readonly error: OAuthErrorCode;
  readonly description: string;
}

const checkParameters = (parameters: URLSearchParams, resource: string): Refusal | undefined => {
  // https://www.rfc-editor.org/rfc/rfc6749#section-3.1
  for (const name of new Set(parameters.keys()))
    if (name !== "resource" && parameters.getAll(name).length > 1)
      return {
        error: "invalid_request",
        description: `The parameter ${JSON.stringify(name.slice(0, 40))} is repeated.`,
      };
  if (parameters.get("response_type") !== "code")
    return { error: "unsupported_response_type", description: "Only the response type code is supported." };
  if ((parameters.get("response_mode") ?? "query") !== "query")
    return { error: "invalid_request", description: "Only the response mode query is supported." };
  if ((parameters.get("state") ?? "").length > longestState)
    return { error: "invalid_request", description: "The state is too long." };
  // https://www.rfc-editor.org/rfc/rfc7636#section-4.4.1
  if (!/^[A-Za-z0-9_-]{43}$/.test(parameters.get("code_challenge") ?? ""))
    return { error: "invalid_request", description: "A code_challenge (PKCE, S256) is needed." };
  if (parameters.get("code_challenge_method") !== "S256")
    return { error: "invalid_request", description: "The code_challenge_method has to be S256." };
  if (!parameters.getAll("resource").every((asked) => isSameResource(asked, resource)))
    return { error: "invalid_target", description: `The resource of this server is ${resource}.` };
  return undefined;
};

/** Compared as URLs; one trailing slash is tolerated. https://www.rfc-editor.org/rfc/rfc8707#section-2 */
export const isSameResource = (asked: string, resource: string): boolean => {
  const url = URL.parse(asked);
  if (url === null || asked.includes("#") || url.username !== "" || url.password !== "") return false;
  return url.href === resource || url.href === `${resource}/`;
};

const person = (description: string): CheckedRequest => ({ ok: false, to: "person", description });
