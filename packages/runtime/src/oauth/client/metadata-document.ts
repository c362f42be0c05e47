// Client ID metadata documents: what a client id URL and its document must be. Pure.
import { z } from "zod";
import { cleanName } from "./clean-name.ts";
import { clientFingerprint } from "./client.ts";
import type { OAuthClient } from "./client.ts";
import { classifyRedirectUri } from "./redirect-uri.ts";

export interface ClientUrlRules {
  /** A façade on a loopback address in development reads documents from loopback over http. */
  readonly allowLoopbackHttp: boolean;
}

/** Says whether a client id names a document. https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-02#section-3 */
export const isClientUrl = (clientId: string, { allowLoopbackHttp }: ClientUrlRules): boolean => {
  if (clientId.length > 1_000) return false;
  const url = URL.parse(clientId);
  if (url === null || url.href !== clientId || /[#\\]/.test(clientId)) return false;
  if (url.username !== "" || url.password !== "" || url.pathname === "/") return false;
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(clientId.slice(url.origin.length).split("?")[0] ?? "")) return false;
  if (url.protocol === "https:") return true;
  return allowLoopbackHttp && url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
};

const document = z.object({
  client_id: z.string(),
  client_name: z.string().min(1),
  redirect_uris: z.array(z.string()).min(1).max(50),
  token_endpoint_auth_method: z.string().optional(),
  client_secret: z.never().optional(),
  client_secret_expires_at: z.never().optional(),
});

export type ReadDocument =
  | { readonly ok: true; readonly client: OAuthClient }
  | { readonly ok: false; readonly problem: string };

/** Checks a fetched document against the URL it came from. */
export const readClientDocument = (clientId: string, json: unknown): ReadDocument => {
  const parsed = document.safeParse(json);
  if (!parsed.success)
    return { ok: false, problem: "lacks client_id, client_name or redirect_uris, or holds a secret" };
  if (parsed.data.client_id !== clientId) return { ok: false, problem: "names another client_id than its own URL" };
  const method = parsed.data.token_endpoint_auth_method ?? "none";
  if (method !== "none")
    return { ok: false, problem: `asks for the client authentication ${JSON.stringify(method.slice(0, 40))}` };
  const redirectUris = parsed.data.redirect_uris.filter((uri) => classifyRedirectUri(uri) !== undefined);
  if (redirectUris.length === 0) return { ok: false, problem: "has no redirect URI that may be used" };
  return {
    ok: true,
    client: {
      id: clientId,
      fingerprint: clientFingerprint(clientId),
      name: cleanName(parsed.data.client_name, 80),
      redirectUris,
      verifiedHost: new URL(clientId).host,
    },
  };
};

const defaultCacheSeconds = 300;
const longestCacheSeconds = 86_400;

/** How long a document may be kept. https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1 */
export const cacheSeconds = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  nowMs: number,
): number => {
  const control = String(headers["cache-control"] ?? "").toLowerCase();
  if (/\b(no-store|no-cache|private)\b/.test(control)) return 0;
  const age = Number(headers["age"] ?? 0) || 0;
  const maxAge = /\bs-maxage=(\d+)/.exec(control)?.[1] ?? /\bmax-age=(\d+)/.exec(control)?.[1];
  if (maxAge !== undefined) return bounded(Number(maxAge) - age);
  const expires = Date.parse(String(headers["expires"] ?? ""));
  return Number.isNaN(expires) ? defaultCacheSeconds : bounded((expires - nowMs) / 1_000);
};

const bounded = (seconds: number): number => Math.max(0, Math.min(longestCacheSeconds, seconds));
