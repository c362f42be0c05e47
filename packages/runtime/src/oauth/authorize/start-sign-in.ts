import { randomBytes } from "node:crypto";
import { buildAuthorizeUrl, connectionId, slugSchema } from "@breezeway/core";
import type { Context } from "hono";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { callbackUrl } from "../addresses.ts";
import { hashCookie, newCookieValue, writeCookie } from "../consent/browser-cookie.ts";
import type { Choice } from "../consent/remembered-choice.ts";
import type { FacadeContext } from "../facade-deps.ts";
import type { Grant } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { releaseOrigins } from "../grant/origins.ts";
import { sealState } from "../provider/flow-state.ts";
import { chooseSite } from "../provider/choose-site.ts";
import { challengeOf, newVerifier } from "../token/pkce.ts";
import type { AuthorizeRequest } from "./authorize-request.ts";
import { scopesToAsk } from "./sign-in-terms.ts";
import type { SignInTerms } from "./sign-in-terms.ts";

export interface StartInput {
  readonly server: ProtectedServer;
  readonly terms: SignInTerms;
  readonly request: AuthorizeRequest;
  readonly choice: Choice;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Mints the grant that this consent stands for. */
export const newGrant = (
  context: FacadeContext,
  { server, terms, request, choice, variables = {} }: StartInput,
): Grant => ({
  version: 1,
  serverId: server.serverId,
  connectionId: connectionId.create(),
  epoch: server.epoch,
  client: {
    fingerprint: request.client.fingerprint,
    ...(request.client.name !== "" && { name: request.client.name }),
  },
  origins: [...releaseOrigins(server)],
  readOnly: choice.readOnly,
  variables: { ...variables },
  ...(terms.by === "provider" && {
    providerId: terms.providerId,
    scopes: [...scopesToAsk(server, { offered: terms.scopes, readOnly: choice.readOnly })],
  }),
  issuedAtMs: context.clock(),
});

export type Started =
  | { readonly ok: true; readonly location: string }
  /** What the person has to put right on the page. */
  | { readonly ok: false; readonly problem: string };

export interface StartProviderInput extends StartInput {
  readonly terms: Extract<SignInTerms, { by: "provider" }>;
}

/** After consent: on to the provider, with a state that only this browser can bring back. */
export const startProviderSignIn = async (
  context: FacadeContext,
  c: Context,
  input: StartProviderInput,
): Promise<Started> => {
  const { server, terms, request, choice } = input;
  const site = await chooseSite(context.egress, { server, site: terms.provider.config.site, typed: choice.site });
  if (!site.ok) return site;
  const callback = callbackUrl(context.publicUrl, terms.providerId);
  const grant = newGrant(context, { ...input, variables: { ...input.variables, ...site.variables } });
  const flowId = randomBytes(16).toString("base64url");
  const cookie = newCookieValue();
  const codeVerifier = terms.provider.config.pkce ? newVerifier() : undefined;
  const state = await sealState(
    { keyring: context.keyring, callbackUrl: callback, nowMs: context.clock() },
    {
      kind: "sign_in",
      flowId,
      browser: hashCookie(cookie),
      providerId: terms.providerId,
      workspaceSlug: slugSchema.parse(server.workspaceSlug),
      serverSlug: slugSchema.parse(server.serverSlug),
      request,
      grant,
      ...(codeVerifier !== undefined && { codeVerifier }),
    },
  );
  writeCookie(c, { name: flowCookie(flowId), value: cookie, maxAgeMs: lifetimes.state, isSecure: context.isSecure });
  const url = buildAuthorizeUrl({
    provider: terms.provider.config,
    callbackUrl: callback,
    state,
    scopes: grant.scopes ?? [],
    ...(codeVerifier !== undefined && { codeChallenge: challengeOf(codeVerifier) }),
  });
  return { ok: true, location: url.href };
};

/** One cookie for each sign-in under way, so that two tabs do not disturb each other. */
export const flowCookie = (flowId: string): string => `flow-${flowId.slice(0, 10)}`;
