import type { Context } from "hono";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { facadeAddresses } from "../addresses.ts";
import { resolveClient } from "../client/resolve-client.ts";
import {
  browserCookie,
  hashCookie,
  newCookieValue,
  readCookie,
  rememberedCookie,
  writeCookie,
} from "../consent/browser-cookie.ts";
import { sealConsentForm } from "../consent/consent-form.ts";
import { consentPage } from "../consent/consent-page.ts";
import type { KeyFields } from "../consent/consent-page.ts";
import { describeTools } from "../consent/describe-tools.ts";
import { nextHops } from "../consent/next-hops.ts";
import { canSkipConsent, findRemembered, openRemembered } from "../consent/remembered-choice.ts";
import type { Choice } from "../consent/remembered-choice.ts";
import { PageError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openVariables } from "../grant/variables.ts";
import { releaseOrigins } from "../grant/origins.ts";
import { callerBucket, limitAttempts } from "../limit-attempts.ts";
import { pageHeaders, renderPage } from "../pages/page.ts";
import { checkAuthorizeRequest } from "./authorize-request.ts";
import type { AuthorizeRequest } from "./authorize-request.ts";
import { redirectWithError } from "./client-redirect.ts";
import { loadSignInTerms, scopesToAsk } from "./sign-in-terms.ts";
import type { SignInTerms } from "./sign-in-terms.ts";
import { startProviderSignIn } from "./start-sign-in.ts";

/** GET authorize: checks the request and shows the consent page. */
export const showConsent = async (context: FacadeContext, c: Context, server: ProtectedServer): Promise<Response> => {
  await limitAttempts(context, c, { attempt: "authorize" });
  const parameters = new URL(c.req.url).searchParams;
  const { issuer } = facadeAddresses(server.resourceUrl);
  const nowMs = context.clock();
  const client = await resolveClient({
    clientId: parameters.get("client_id") ?? "",
    clientKeyring: context.clientKeyring,
    issuer,
    nowMs,
    caller: callerBucket(context, c),
    fetchDocument: context.fetchDocument,
    allowLoopbackHttp: context.environment === "development" && !context.isSecure,
  });
  const checked = checkAuthorizeRequest({ parameters, client, resource: server.resourceUrl });
  if (!checked.ok && checked.to === "person")
    throw new PageError(400, "This request cannot be followed", checked.description);
  if (!checked.ok) {
    const to = {
      redirectUri: parameters.get("redirect_uri") ?? "",
      issuer,
      state: parameters.get("state") ?? undefined,
    };
    return leave(c, redirectWithError(to, checked.error, checked.description));
  }
  const terms = await loadSignInTerms(context, server);
  const remembered = findRemembered(readRemembered(context, c), server, checked.request, nowMs);
  const input = { server, terms, request: checked.request };
  if (!remembered) return renderConsent(context, c, input);
  const maySkip = !checked.isPromptRequired && canSkipConsent(remembered, server, checked.request);
  if (!maySkip || terms.by !== "provider") return renderConsent(context, c, { ...input, choice: remembered });
  const started = await startProviderSignIn(context, c, { ...input, terms, choice: remembered });
  return started.ok
    ? leave(c, started.location)
    : renderConsent(context, c, { ...input, choice: remembered, problem: started.problem });
};

/** On to another page; `303` so that a form's POST is not repeated there. */
export const leave = (c: Context, location: string): Response => {
  c.header("cache-control", "no-store");
  return c.redirect(location, 303);
};

export interface ConsentInput {
  readonly server: ProtectedServer;
  readonly terms: SignInTerms;
  readonly request: AuthorizeRequest;
  readonly choice?: Choice;
  /** What was wrong with the last answer. */
  readonly problem?: string;
}

export const renderConsent = async (context: FacadeContext, c: Context, input: ConsentInput): Promise<Response> => {
  const { server, terms, request } = input;
  const addresses = facadeAddresses(server.resourceUrl);
  const provider = terms.by === "provider" ? terms.provider.config : undefined;
  const variables = openVariables(server);
  const form = await sealConsentForm(
    { keyring: context.keyring, issuer: addresses.issuer, nowMs: context.clock() },
    { request, browser: hashCookie(bindBrowser(context, c)) },
  );
  const page = consentPage({
    request,
    serverName: server.release.manifest.server.name,
    workspaceSlug: server.workspaceSlug,
    destinations: releaseOrigins(server).map((origin) => origin.replace(/^https?:\/\//, "")),
    tools: describeTools(server),
    scopes: terms.by === "provider" ? scopesToAsk(server, { offered: terms.scopes, readOnly: false }) : [],
    ...(provider && { providerName: provider.name }),
    ...keyFieldsOf(terms),
    ...(provider?.site && variables.includes(provider.site.variable) && { siteSuffix: provider.site.hostSuffix }),
    variables: variables.filter((name) => name !== provider?.site?.variable),
    form,
    action: addresses.authorize,
    ...(input.choice && { choice: input.choice }),
    ...(input.problem !== undefined && { problem: input.problem }),
  });
  return c.body(String(await renderPage(page)), input.problem === undefined ? 200 : 400, {
    ...pageHeaders(nextHops(request.redirectUri, provider)),
  });
};

const keyFieldsOf = (terms: SignInTerms): { keyFields?: KeyFields } => {
  if (terms.by === "access_key") return { keyFields: { kind: "access_key" } };
  if (terms.by === "provider") return {};
  const { scheme, keyLabel } = terms.settings;
  return { keyFields: { kind: scheme.type === "basic" ? "pair" : "key", label: keyLabel } };
};

export const readRemembered = (context: FacadeContext, c: Context) =>
  openRemembered(
    { keyring: context.keyring, publicUrl: context.publicUrl, nowMs: context.clock() },
    readCookie(c, rememberedCookie, context.isSecure),
  );

/** The cookie that the form is bound to; several tabs share it. */
const bindBrowser = (context: FacadeContext, c: Context): string => {
  const present = readCookie(c, browserCookie, context.isSecure);
  const value = present !== undefined && /^[\w-]{43}$/.test(present) ? present : newCookieValue();
  writeCookie(c, { name: browserCookie, value, maxAgeMs: lifetimes.consentForm, isSecure: context.isSecure });
  return value;
};
