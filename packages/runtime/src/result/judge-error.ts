// What an upstream's error means for the caller. The gate order of real APIs is respected: a 401 that speaks of scope is
// no reason to sign in again, and a bare 404 may hide an account that may not use the product at all. Pure.
import type { IncomingHttpHeaders } from "node:http";
import type { AuditOutcome } from "../audit/audit-event.ts";
import { quoteUpstream, upstreamWords } from "./quote-upstream.ts";

export interface UpstreamError {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Scopes that the operation needs. */
  readonly scopes: readonly string[];
  /** Whether the end user's own credential was sent; otherwise it was the owner's, or none. */
  readonly isUsersCredential: boolean;
}

export type Verdict =
  /** HTTP 401 with a challenge: the end user's token was refused. */
  | { readonly kind: "sign_in" }
  /** HTTP 403 `insufficient_scope`. */
  | { readonly kind: "more_scope" }
  /** A tool result with `isError`. */
  | {
      readonly kind: "text";
      readonly outcome: AuditOutcome;
      readonly text: string;
      readonly isCredentialRefused: boolean;
    };

export const judgeError = (error: UpstreamError): Verdict => {
  const words = upstreamWords(error.body, contentTypeOf(error.headers));
  if (error.status === 401) return judgeUnauthorized(error, words);
  if (error.status === 403 && isScopeHeader(error.headers) && error.isUsersCredential) return { kind: "more_scope" };
  const { outcome, text } = explain(error, words);
  return { kind: "text", outcome, text: `${text}${quoteUpstream(words)}`, isCredentialRefused: false };
};

const judgeUnauthorized = (error: UpstreamError, words: string): Verdict => {
  const isScope =
    /scopes? (?:does|do) not match|insufficient[_ ]scope|missing (?:required )?scope/i.test(words) ||
    isScopeHeader(error.headers);
  if (error.isUsersCredential) return isScope ? { kind: "more_scope" } : { kind: "sign_in" };
  const needed = error.scopes.length === 0 ? "" : ` It needs the scopes ${error.scopes.join(" ")}.`;
  const text = isScope
    ? `The credential that this server shares lacks a permission for this operation.${needed} Tell the owner of this server; signing in again does not help.`
    : "The API refused the credential that this server shares. Tell the owner of this server; signing in again does not help.";
  return {
    kind: "text",
    outcome: isScope ? "insufficient_scope" : "unauthenticated",
    text: `${text}${quoteUpstream(words)}`,
    isCredentialRefused: true,
  };
};

const isScopeHeader = (headers: IncomingHttpHeaders): boolean => {
  const header = headers["www-authenticate"];
  return typeof header === "string" && /error="?insufficient_scope/i.test(header);
};

const contentTypeOf = (headers: IncomingHttpHeaders): string => headers["content-type"] ?? "";

const explain = (error: UpstreamError, words: string): { readonly outcome: AuditOutcome; readonly text: string } => {
  const { status } = error;
  switch (status) {
    case 400:
    case 422:
      return {
        outcome: "tool_error",
        text: `The API rejected the request (${status}). Correct the arguments and try again.`,
      };
    case 403:
      return { outcome: "forbidden", text: `${whose(error)} may not do this (403). Another attempt will not help.` };
    case 404:
      return explainNotFound(error, words);
    case 409:
    case 412:
      return {
        outcome: "tool_error",
        text: `Conflict (${status}): the thing is in another state than the request supposes. Read it again, then repeat the change on its current version.`,
      };
    case 410:
      return { outcome: "tool_error", text: "The API no longer offers this operation, or the thing is gone (410)." };
    case 413:
      return { outcome: "tool_error", text: "The API finds the request too large (413). Send less at once." };
    case 429:
      return { outcome: "rate_limited", text: `The API's rate limit is reached (429). ${waitText(error.headers)}` };
    default:
      return explainRest(status);
  }
};

const whose = ({ isUsersCredential }: UpstreamError): string =>
  isUsersCredential ? "The account that is signed in" : "The account that this server shares";

const explainNotFound = (
  error: UpstreamError,
  words: string,
): { readonly outcome: AuditOutcome; readonly text: string } => {
  const isBare = words === "" || /^(?:NOT_FOUND · )?not found\.?$/i.test(words);
  return {
    outcome: "tool_error",
    text: isBare
      ? `Not found (404), or ${whose(error).toLowerCase()} may not use the product on this site: the API answers both alike. Check the id and the site, then the account's access.`
      : "Not found (404). Check the id; look it up by search or list if it is a name or a key.",
  };
};

const explainRest = (status: number): { readonly outcome: AuditOutcome; readonly text: string } => {
  if (status >= 500)
    return {
      outcome: "upstream_error",
      text: `The API failed (${status}). Try again later; the request itself may be right.`,
    };
  if (status >= 300 && status < 400)
    return {
      outcome: "upstream_error",
      text: `The API answered with a redirect (${status}) that leads nowhere. The server's base URL may be wrong.`,
    };
  return { outcome: "tool_error", text: `The API refused the request (${status}).` };
};

const maxWaitSeconds = 31_536_000;

const waitText = (headers: IncomingHttpHeaders): string => {
  const seconds = Number(headers["retry-after"]);
  if (Number.isFinite(seconds) && seconds >= 0 && seconds < maxWaitSeconds)
    return `Wait ${Math.ceil(seconds)} seconds before the next call.`;
  const date = Date.parse(headers["retry-after"] ?? "");
  return Number.isNaN(date)
    ? "Wait before the next call."
    : `Wait until ${new Date(date).toISOString()} before the next call.`;
};
