// What a browser chose before, kept in that browser alone: one sealed cookie for all servers of this host,
// each entry bound inside to client, redirect URI and server.
import { createHash } from "node:crypto";
import { seal } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { z } from "zod";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import type { AuthorizeRequest } from "../authorize/authorize-request.ts";
import { classifyRedirectUri } from "../client/redirect-uri.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";
import { releaseOrigins } from "../grant/origins.ts";
import { openVariables } from "../grant/variables.ts";

export const choice = z.object({ readOnly: z.boolean(), site: z.string().optional() });
export type Choice = z.infer<typeof choice>;

const entry = choice.extend({ subject: z.string(), offer: z.string(), atMs: z.number() });
const entries = z.array(entry);
export type RememberedChoices = z.infer<typeof entries>;
export type RememberedChoice = z.infer<typeof entry>;

/** Keeps the cookie well under 4 kB. */
const mostEntries = 8;

export interface RememberContext {
  readonly keyring: Keyring;
  readonly publicUrl: string;
  readonly nowMs: number;
}

export const openRemembered = (context: RememberContext, cookie: string | undefined): RememberedChoices => {
  if (cookie === undefined) return [];
  const { keyring, publicUrl, nowMs } = context;
  return (
    openValue({
      keyring,
      purpose: "consent",
      audience: `${publicUrl}/oauth/consent`,
      token: cookie,
      nowMs,
      shape: entries,
    })?.claims ?? []
  );
};

export const sealRemembered = (context: RememberContext, choices: RememberedChoices): Promise<string> =>
  seal({
    keyring: context.keyring,
    purpose: "consent",
    audience: `${context.publicUrl}/oauth/consent`,
    expiresAt: context.nowMs + lifetimes.rememberedConsent,
    claims: choices,
  });

export const findRemembered = (
  choices: RememberedChoices,
  server: ProtectedServer,
  request: AuthorizeRequest,
  nowMs: number,
): RememberedChoice | undefined =>
  choices.find(
    ({ subject, atMs }) => subject === subjectOf(server, request) && nowMs < atMs + lifetimes.rememberedConsent,
  );

export const rememberChoice = (
  choices: RememberedChoices,
  input: { server: ProtectedServer; request: AuthorizeRequest; choice: Choice; nowMs: number },
): RememberedChoices => {
  const subject = subjectOf(input.server, input.request);
  const latest = { ...input.choice, subject, offer: offerOf(input.server), atMs: input.nowMs };
  return [latest, ...choices.filter((other) => other.subject !== subject)].slice(0, mostEntries);
};

/**
 * The page is left out only where it would ask nothing: for a client whose origin is known, that is sent back to over
 * https, that was allowed everything, and where all is as it was then. https://www.rfc-editor.org/rfc/rfc8252#section-8.6
 */
export const canSkipConsent = (
  remembered: RememberedChoice | undefined,
  server: ProtectedServer,
  request: AuthorizeRequest,
): boolean =>
  remembered?.readOnly === false &&
  openVariables(server).length === 0 &&
  request.client.verifiedHost !== undefined &&
  classifyRedirectUri(request.redirectUri) === "https" &&
  server.release.manifest.credential.mode === "oauth" &&
  remembered.offer === offerOf(server);

const subjectOf = (server: ProtectedServer, request: AuthorizeRequest): string =>
  digest([server.serverId, String(server.epoch), request.client.fingerprint, request.redirectUri]);

/** Everything that the page said: destinations, tools, and the scopes of the credential. */
const offerOf = (server: ProtectedServer): string =>
  digest([
    ...releaseOrigins(server),
    "|",
    ...[...server.release.tools.values()].map(({ definition }) =>
      [definition.name, definition.annotations.readOnlyHint, definition.annotations.destructiveHint].join(),
    ),
    "|",
    JSON.stringify(server.release.manifest.credential),
  ]);

const digest = (parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
