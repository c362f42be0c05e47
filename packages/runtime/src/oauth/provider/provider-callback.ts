import { equalInConstantTime, providerId } from "@breezeway/core";
import type { ProviderId } from "@breezeway/core";
import type { Context } from "hono";
import { deleteCookie } from "hono/cookie";
import { callbackUrl, issuerUrl } from "../addresses.ts";
import { redirectWithCode, redirectWithError } from "../authorize/client-redirect.ts";
import { loadSignInTerms } from "../authorize/sign-in-terms.ts";
import { flowCookie } from "../authorize/start-sign-in.ts";
import { cookieName, hashCookie, readCookie } from "../consent/browser-cookie.ts";
import { PageError } from "../errors/oauth-error.ts";
import type { OAuthErrorCode } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { spentHash } from "../grant/spent-hash.ts";
import { sealCode } from "../token/sealed-code.ts";
import { finishConnectionTest } from "./connection-test-callback.ts";
import { openState } from "./flow-state.ts";
import type { SignInState } from "./flow-state.ts";
import type { ProviderAnswer } from "./provider-answer.ts";

/** GET callback: the provider's answer, brought back by the browser that left with the state. */
export const takeProviderAnswer = async (context: FacadeContext, c: Context): Promise<Response> => {
  const provider = providerId.schema.safeParse(c.req.param("provider"));
  if (!provider.success) throw new PageError(404, "There is nothing here", "No provider answers at this address.");
  const answer = readAnswer(c);
  const callback = callbackUrl(context.publicUrl, provider.data);
  const opened = openState({ keyring: context.keyring, callbackUrl: callback, nowMs: context.clock() }, answer.state);
  // Provider in the path, in the state and, by the seal's audience, in the callback's own URL have to agree.
  if (!opened || opened.claims.providerId !== provider.data) throw notOurs();
  c.header("cache-control", "no-store");
  if (opened.claims.kind === "test") return finishConnectionTest(context, c, { state: opened.claims, answer });
  requireOwnBrowser(context, c, opened.claims);
  await spendState(context, opened.claims.flowId);
  const name = cookieName(flowCookie(opened.claims.flowId), context.isSecure);
  deleteCookie(c, name, { path: "/", secure: context.isSecure });
  return passToClient(context, c, { state: opened.claims, provider: provider.data, answer });
};

const readAnswer = (c: Context): ProviderAnswer => {
  const parameters = new URL(c.req.url).searchParams;
  for (const name of ["state", "code", "error", "iss"]) if (parameters.getAll(name).length > 1) throw notOurs();
  return {
    state: parameters.get("state") ?? "",
    code: parameters.get("code") ?? undefined,
    error: parameters.get("error") ?? undefined,
    issuer: parameters.get("iss") ?? undefined,
  };
};

const requireOwnBrowser = (context: FacadeContext, c: Context, { flowId, browser }: SignInState): void => {
  const cookie = readCookie(c, flowCookie(flowId), context.isSecure);
  if (cookie === undefined || !equalInConstantTime(hashCookie(cookie), browser)) throw notOurs();
};

const spendState = async (context: FacadeContext, flowId: string): Promise<void> => {
  const expiresAtMs = context.clock() + lifetimes.state + 2 * lifetimes.clockSkew;
  if ((await context.spent.spend(spentHash("state", flowId), expiresAtMs)) !== undefined) throw notOurs();
};

interface PassInput {
  readonly state: SignInState;
  readonly provider: ProviderId;
  readonly answer: ProviderAnswer;
}

const passToClient = async (
  context: FacadeContext,
  c: Context,
  { state, provider, answer }: PassInput,
): Promise<Response> => {
  const { workspaceSlug, serverSlug, request, grant } = state;
  const server = await context.findServer({ workspaceSlug, serverSlug });
  const credential = server?.release.manifest.credential;
  if (
    !server ||
    server.serverId !== grant.serverId ||
    credential?.mode !== "oauth" ||
    credential.providerId !== provider
  )
    throw new PageError(400, "This server has changed meanwhile", "Start again from the application.");
  const terms = await loadSignInTerms(context, server);
  const issuer = issuerUrl(server.resourceUrl);
  const to = { redirectUri: request.redirectUri, issuer, state: request.state };
  if (terms.by !== "provider" || !isExpectedIssuer(terms.provider.config, answer.issuer))
    return c.redirect(redirectWithError(to, "server_error", "The provider answered under another name."), 303);
  if (answer.code === undefined || answer.error !== undefined) {
    const [error, description] = clientError(answer.error);
    return c.redirect(redirectWithError(to, error, description), 303);
  }
  const code = await sealCode(
    { keyring: context.keyring, issuer, nowMs: context.clock() },
    {
      redirectUri: request.redirectUri,
      codeChallenge: request.codeChallenge,
      grant,
      source: {
        type: "provider",
        providerId: provider,
        code: answer.code,
        ...(state.codeVerifier !== undefined && { codeVerifier: state.codeVerifier }),
      },
    },
  );
  return c.redirect(redirectWithCode(to, code), 303);
};

/** https://www.rfc-editor.org/rfc/rfc9207#section-2.4 */
export const isExpectedIssuer = (
  config: { readonly issuer?: string | undefined; readonly requiresIssuer: boolean },
  sent: string | undefined,
): boolean => (sent === undefined ? !config.requiresIssuer : config.issuer === undefined || sent === config.issuer);

/** The provider's error in our own words: its text is not ours to pass on. */
const clientError = (error: string | undefined): [OAuthErrorCode, string] => {
  switch (error) {
    case "access_denied":
      return ["access_denied", "Access was declined at the provider."];
    case "temporarily_unavailable":
      return ["temporarily_unavailable", "The provider is not available just now. Try again."];
    case "invalid_scope":
      return [
        "server_error",
        "The provider does not know a scope that this server asks for. Its owner has to correct it.",
      ];
    default:
      return ["server_error", "The provider did not complete the sign-in."];
  }
};

const notOurs = (): PageError =>
  new PageError(
    400,
    "This sign-in cannot be completed",
    "It was begun in another browser, has already been used or took too long. Start again from the application.",
  );
