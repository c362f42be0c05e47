// The part of a connection test that needs a person: the owner signs in, and the token stays in that browser.
// The control plane seals the state; the data plane's callback hands the answer back, sealed and unredeemed.
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { providerId } from "../ids/ids.ts";
import type { ProviderId } from "../ids/ids.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { openSealed } from "../seal/open-sealed.ts";
import { seal } from "../seal/seal.ts";
import { Secret } from "../secret/secret.ts";
import { buildAuthorizeUrl } from "./authorize-url.ts";
import type { UpstreamGrant } from "./token-request.ts";
import type { ProviderConfig } from "./provider-config.ts";

/** What travels to the provider and back as `state`. */
export const connectionTestState = z.object({
  kind: z.literal("test"),
  flowId: z.string(),
  providerId: providerId.schema,
  /** Path of the dashboard to return to. */
  returnPath: z.string().regex(/^\/(?![/\\])/),
});
export type ConnectionTestState = z.infer<typeof connectionTestState>;

/** The provider's answer, sealed by the callback for the control plane. */
export const connectionTestAnswer = z.object({
  flowId: z.string(),
  providerId: providerId.schema,
  code: z.string().optional(),
  error: z.string().optional(),
  issuer: z.string().optional(),
});
export type ConnectionTestAnswer = z.infer<typeof connectionTestAnswer>;

export const connectionTestAudience = (dashboardUrl: string): string => `${dashboardUrl}/connection-test`;

const ticketClaims = z.object({ flowId: z.string(), codeVerifier: z.string().optional() });
const lifetimeMs = 600_000;

export interface StartConnectionTest {
  readonly keyring: Keyring;
  readonly provider: ProviderConfig;
  readonly providerId: ProviderId;
  readonly callbackUrl: string;
  readonly dashboardUrl: string;
  readonly returnPath: string;
  readonly scopes: readonly string[];
  readonly nowMs: number;
}

/** Where to send the owner's browser, and a ticket that it keeps until the answer comes. Nothing is stored. */
export const startConnectionTest = async (
  input: StartConnectionTest,
): Promise<{ readonly authorizeUrl: string; readonly ticket: string }> => {
  const { keyring, provider, callbackUrl, dashboardUrl, nowMs } = input;
  const flowId = randomBytes(16).toString("base64url");
  const codeVerifier = provider.pkce ? randomBytes(32).toString("base64url") : undefined;
  const expiresAt = nowMs + lifetimeMs;
  const claims = connectionTestState.parse({
    kind: "test",
    flowId,
    providerId: input.providerId,
    returnPath: input.returnPath,
  });
  const state = await seal({ keyring, purpose: "state", audience: callbackUrl, expiresAt, claims });
  const url = buildAuthorizeUrl({
    provider,
    callbackUrl,
    state,
    scopes: input.scopes,
    ...(codeVerifier !== undefined && {
      codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    }),
  });
  const ticket = await seal({
    keyring,
    purpose: "ticket",
    audience: `${connectionTestAudience(dashboardUrl)}/ticket`,
    expiresAt,
    claims: { flowId, ...(codeVerifier !== undefined && { codeVerifier }) },
  });
  return { authorizeUrl: url.href, ticket };
};

export interface ReadConnectionTest {
  readonly keyring: Keyring;
  readonly dashboardUrl: string;
  readonly callbackUrl: string;
  readonly providerId: ProviderId;
  readonly ticket: string;
  /** From the fragment that the callback returned to. */
  readonly answer: string;
  readonly nowMs: number;
}

export type ReadConnectionTestResult =
  | { readonly ok: true; readonly grant: Extract<UpstreamGrant, { type: "authorization_code" }> }
  | { readonly ok: false; readonly reason: "not_ours" | "denied"; readonly error?: string };

/** Opens the answer of a test that this browser began; the grant goes to `requestTokens`. */
export const readConnectionTest = (input: ReadConnectionTest): ReadConnectionTestResult => {
  const { keyring, nowMs } = input;
  const audience = connectionTestAudience(input.dashboardUrl);
  const openedTicket = openSealed({
    keyring,
    purpose: "ticket",
    audience: `${audience}/ticket`,
    token: input.ticket,
    nowMs,
  });
  const openedAnswer = openSealed({ keyring, purpose: "ticket", audience, token: input.answer, nowMs });
  const ticket = openedTicket.ok ? ticketClaims.safeParse(openedTicket.claims).data : undefined;
  const answer = openedAnswer.ok ? connectionTestAnswer.safeParse(openedAnswer.claims).data : undefined;
  if (!ticket || !answer || ticket.flowId !== answer.flowId || answer.providerId !== input.providerId)
    return { ok: false, reason: "not_ours" };
  if (answer.code === undefined)
    return { ok: false, reason: "denied", ...(answer.error !== undefined && { error: answer.error.slice(0, 100) }) };
  return {
    ok: true,
    grant: {
      type: "authorization_code",
      code: Secret.of(answer.code),
      callbackUrl: input.callbackUrl,
      ...(ticket.codeVerifier !== undefined && { codeVerifier: Secret.of(ticket.codeVerifier) }),
    },
  };
};
