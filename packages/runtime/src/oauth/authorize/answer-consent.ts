import { equalInConstantTime, hashToken } from "@breezeway/core";
import type { Context } from "hono";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { facadeAddresses } from "../addresses.ts";
import { browserCookie, hashCookie, readCookie, rememberedCookie, writeCookie } from "../consent/browser-cookie.ts";
import { openConsentForm } from "../consent/consent-form.ts";
import { rememberChoice, sealRemembered } from "../consent/remembered-choice.ts";
import type { Choice } from "../consent/remembered-choice.ts";
import { PageError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import type { Grant } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openVariables } from "../grant/variables.ts";
import { limitAttempts } from "../limit-attempts.ts";
import { sealCode } from "../token/sealed-code.ts";
import type { CodeClaims } from "../token/sealed-code.ts";
import { credentialFromKey, isSendable, tryKey } from "../user-key/try-key.ts";
import type { AuthorizeRequest } from "./authorize-request.ts";
import { redirectWithCode, redirectWithError } from "./client-redirect.ts";
import { leave, readRemembered, renderConsent } from "./show-consent.ts";
import { loadSignInTerms } from "./sign-in-terms.ts";
import type { SignInTerms } from "./sign-in-terms.ts";
import { newGrant, startProviderSignIn } from "./start-sign-in.ts";

/** POST authorize: what the person decided on the consent page. */
export const answerConsent = async (context: FacadeContext, c: Context, server: ProtectedServer): Promise<Response> => {
  const fields = new URLSearchParams(await c.req.text());
  const request = openOwnForm(context, c, server, fields.get("form") ?? "");
  const { issuer } = facadeAddresses(server.resourceUrl);
  if (fields.get("decision") !== "allow") {
    const to = { redirectUri: request.redirectUri, issuer, state: request.state };
    return leave(c, redirectWithError(to, "access_denied", "The person declined."));
  }
  const terms = await loadSignInTerms(context, server);
  const site = fields.get("site")?.slice(0, 200).trim();
  const choice: Choice = { readOnly: fields.get("access") !== "all", ...(site && { site }) };
  const variables = readVariables(server, terms, fields);
  const input = { server, terms, request, choice };
  if (!variables)
    return renderConsent(context, c, { ...input, problem: "A value may hold letters, digits and hyphens." });
  if (terms.by === "provider") {
    await remember(context, c, input);
    const started = await startProviderSignIn(context, c, { ...input, terms, variables });
    if (!started.ok) return renderConsent(context, c, { ...input, problem: started.problem });
    return leave(c, started.location);
  }
  await limitAttempts(context, c, { attempt: "key", what: server.serverId });
  const grant = newGrant(context, { ...input, variables });
  const entered = { user: fields.get("user")?.trim() ?? "", key: fields.get("key")?.trim() ?? "" };
  const authenticated = await authenticate(context, { server, terms, grant, entered });
  if (!authenticated.ok) return renderConsent(context, c, { ...input, problem: authenticated.problem });
  await remember(context, c, input);
  const code = await sealCode(
    { keyring: context.keyring, issuer, nowMs: context.clock() },
    {
      redirectUri: request.redirectUri,
      codeChallenge: request.codeChallenge,
      grant: authenticated.grant,
      source: authenticated.source,
    },
  );
  return leave(c, redirectWithCode({ redirectUri: request.redirectUri, issuer, state: request.state }, code));
};

/** The form is good in the browser it was shown to, from our own page, while it is fresh. */
const openOwnForm = (context: FacadeContext, c: Context, server: ProtectedServer, form: string): AuthorizeRequest => {
  const { issuer } = facadeAddresses(server.resourceUrl);
  const opened = openConsentForm({ keyring: context.keyring, issuer, nowMs: context.clock() }, form);
  const cookie = readCookie(c, browserCookie, context.isSecure);
  const origin = c.req.header("origin");
  const isOurs = origin === undefined || origin === context.publicUrl;
  if (!opened || !isOurs || cookie === undefined || !equalInConstantTime(hashCookie(cookie), opened.browser))
    throw new PageError(
      403,
      "This page is no longer good",
      "It was open for too long, or it was opened in another browser. Start again from the application.",
    );
  return opened.request;
};

/** Values of the base URL: a host label or a path segment, nothing that could lead elsewhere. */
const readVariables = (server: ProtectedServer, terms: SignInTerms, fields: URLSearchParams) => {
  const site = terms.by === "provider" ? terms.provider.config.site?.variable : undefined;
  const variables: Record<string, string> = {};
  for (const name of openVariables(server)) {
    if (name === site) continue;
    const value = fields.get(`variable.${name}`)?.trim() ?? "";
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)) return undefined;
    variables[name] = value;
  }
  return variables;
};

type Authenticated =
  | { readonly ok: true; readonly grant: Grant; readonly source: CodeClaims["source"] }
  | { readonly ok: false; readonly problem: string };

interface AuthenticateInput {
  readonly server: ProtectedServer;
  readonly terms: Exclude<SignInTerms, { by: "provider" }>;
  readonly grant: Grant;
  readonly entered: { readonly user: string; readonly key: string };
}

const authenticate = async (
  context: FacadeContext,
  { server, terms, grant, entered }: AuthenticateInput,
): Promise<Authenticated> => {
  if (entered.key === "" || !isSendable(entered.key) || !isSendable(entered.user))
    return { ok: false, problem: "That key cannot be right. Copy it again, whole and without line breaks." };
  if (terms.by === "access_key") return withAccessKey(context, server, grant, entered.key);
  if (terms.settings.scheme.type === "basic" && (entered.user === "" || entered.user.includes(":")))
    return { ok: false, problem: "Enter the e-mail address or user name that the key belongs to." };
  const credential = credentialFromKey(terms.settings, entered);
  const trial = await tryKey(context.egress, {
    server,
    settings: terms.settings,
    variables: grant.variables,
    credential,
  });
  if (trial === "good") return { ok: true, grant, source: { type: "user_key", credential } };
  return {
    ok: false,
    problem:
      trial === "refused"
        ? `This ${terms.settings.keyLabel} was refused. Check that it is whole, has not run out and is for this site.`
        : "The key could not be tried, because the API did not answer. Try again.",
  };
};

const withAccessKey = (context: FacadeContext, server: ProtectedServer, grant: Grant, text: string): Authenticated => {
  const hash = hashToken(text).toString("hex");
  const key = server.accessKeys.get(hash);
  const isGood =
    key && equalInConstantTime(key.hash, hash) && (key.expiresAtMs === undefined || context.clock() < key.expiresAtMs);
  return isGood
    ? { ok: true, grant: { ...grant, accessKeyId: key.id }, source: { type: "access_key" } }
    : { ok: false, problem: "This access key is not known, has run out or was revoked." };
};

const remember = async (
  context: FacadeContext,
  c: Context,
  { server, request, choice }: { server: ProtectedServer; request: AuthorizeRequest; choice: Choice },
): Promise<void> => {
  const nowMs = context.clock();
  const choices = rememberChoice(readRemembered(context, c), { server, request, choice, nowMs });
  const value = await sealRemembered({ keyring: context.keyring, publicUrl: context.publicUrl, nowMs }, choices);
  writeCookie(c, { name: rememberedCookie, value, maxAgeMs: lifetimes.rememberedConsent, isSecure: context.isSecure });
};
