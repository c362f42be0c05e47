import type { OAuthApp } from "../emulator.ts";
import type { ProviderProfile } from "./profile.ts";

export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly challenge: { readonly value: string; readonly method: "S256" | "plain" } | undefined;
}

export type CheckedRequest =
  | { readonly kind: "accepted"; readonly request: AuthorizeRequest }
  /** Shown to the person in front of the browser: nothing is sent to an unproven redirect URI. */
  | { readonly kind: "page"; readonly message: string }
  | { readonly kind: "redirect"; readonly redirectUri: string; readonly error: string; readonly description: string };

/** Checks an authorize request in the provider's order: client and redirect URI first, all else after. */
export const checkAuthorizeRequest = (
  query: URLSearchParams,
  apps: ReadonlyMap<string, OAuthApp>,
  profile: ProviderProfile,
): CheckedRequest => {
  const app = apps.get(query.get("client_id") ?? "");
  if (app === undefined) return { kind: "page", message: "The client_id is not known here." };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!app.redirectUris.includes(redirectUri))
    return { kind: "page", message: `The redirect_uri is not registered for this app: ${redirectUri}` };
  const refuse = (error: string, description: string): CheckedRequest => ({
    kind: "redirect",
    redirectUri,
    error,
    description,
  });
  if (query.get("response_type") !== "code") return refuse("unsupported_response_type", "response_type must be code");
  if (query.has("resource")) return refuse("invalid_target", "The resource parameter is not supported");
  if (profile.audience !== undefined && query.get("audience") !== profile.audience)
    return refuse("invalid_request", `audience must be ${profile.audience}`);
  const challenge = readChallenge(query);
  if (challenge === "bad" || (challenge === undefined && profile.pkce === "required"))
    return refuse("invalid_request", "code_challenge with code_challenge_method S256 is required");
  return {
    kind: "accepted",
    request: {
      clientId: app.clientId,
      redirectUri,
      scopes: (query.get("scope") ?? "").split(" ").filter((scope) => scope !== ""),
      state: query.get("state") ?? undefined,
      challenge: profile.pkce === "ignored" ? undefined : challenge,
    },
  };
};

const readChallenge = (query: URLSearchParams): AuthorizeRequest["challenge"] | "bad" => {
  const value = query.get("code_challenge");
  if (value === null) return undefined;
  const method = query.get("code_challenge_method") ?? "plain";
  return method === "S256" || method === "plain" ? { value, method } : "bad";
};
