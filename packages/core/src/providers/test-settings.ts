// Tries a provider's settings step by step, as far as that goes without a person signing in.
import type { Egress } from "../egress/egress.ts";
import { isServiceError } from "../errors/service-error.ts";
import { Secret } from "../secret/secret.ts";
import { buildAuthorizeUrl } from "./authorize-url.ts";
import { discoverProvider } from "./discovery.ts";
import { requestTokens } from "./request-tokens.ts";
import type { ProviderAccess } from "./token-request.ts";

export interface TestStep {
  readonly step: "discovery" | "redirect" | "exchange" | "call";
  readonly state: "ok" | "failed" | "skipped" | "todo";
  /** Says what was seen and, where it failed, what to do. */
  readonly text: string;
}

const madeUp = "breezeway-connection-test";

/** Reads metadata, asks for the sign-in page and redeems a made-up code; what needs a person stays `todo`. */
export const testProviderSettings = async (
  egress: Egress,
  access: ProviderAccess,
  callbackUrl: string,
): Promise<readonly TestStep[]> => [
  await testDiscovery(egress, access),
  await testRedirect(egress, access, callbackUrl),
  await testExchange(egress, access, callbackUrl),
  { step: "call", state: "todo", text: "Sign in yourself to try one call of the API." },
];

const testDiscovery = async (egress: Egress, { config }: ProviderAccess): Promise<TestStep> => {
  if (config.preset !== "openid" || config.issuer === undefined)
    return { step: "discovery", state: "skipped", text: "This provider's addresses were entered, not discovered." };
  try {
    const found = await discoverProvider(egress, config.issuer);
    const isSame =
      found.authorization_endpoint === config.authorizationEndpoint && found.token_endpoint === config.tokenEndpoint;
    return isSame
      ? { step: "discovery", state: "ok", text: "The provider's metadata names the same addresses." }
      : {
          step: "discovery",
          state: "failed",
          text: "The provider's metadata now names other addresses. Discover it again.",
        };
  } catch (error) {
    return { step: "discovery", state: "failed", text: reasonOf(error) };
  }
};

const testRedirect = async (egress: Egress, { config }: ProviderAccess, callbackUrl: string): Promise<TestStep> => {
  const codeChallenge = config.pkce ? { codeChallenge: madeUp.padEnd(43, "x") } : {};
  const url = buildAuthorizeUrl({ provider: config, callbackUrl, state: madeUp, scopes: [], ...codeChallenge });
  try {
    const { status } = await egress.request({ method: "GET", url, deadlineMs: 8_000, maxResponseBytes: 2_000_000 });
    return status < 400
      ? { step: "redirect", state: "ok", text: "The sign-in page answers." }
      : {
          step: "redirect",
          state: "failed",
          text: `The sign-in page answers with status ${status}. Check the client ID, and that ${callbackUrl} is registered there exactly so.`,
        };
  } catch (error) {
    return { step: "redirect", state: "failed", text: reasonOf(error) };
  }
};

/** A provider looks at the client first: who refuses the made-up code has accepted client ID and secret. */
const testExchange = async (egress: Egress, access: ProviderAccess, callbackUrl: string): Promise<TestStep> => {
  const result = await requestTokens(egress, access, {
    type: "authorization_code",
    code: Secret.of(madeUp),
    callbackUrl,
    ...(access.config.pkce && { codeVerifier: Secret.of(madeUp.padEnd(43, "x")) }),
  });
  if (result.ok || result.reason === "refused")
    return { step: "exchange", state: "ok", text: "The token address accepts client ID and secret." };
  if (result.reason === "unavailable")
    return {
      step: "exchange",
      state: "failed",
      text: "The token address does not answer as a token endpoint does. Check it.",
    };
  return {
    step: "exchange",
    state: "failed",
    text: `The token address refuses the client (${result.error ?? "no reason given"}). Check client ID, secret and the form of the request.`,
  };
};

const reasonOf = (error: unknown): string => {
  if (isServiceError(error)) return error.message;
  throw error;
};
