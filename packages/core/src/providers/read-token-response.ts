import { z } from "zod";
import { Secret } from "../secret/secret.ts";

/** What the upstream gave. */
export interface UpstreamTokens {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly expiresInSeconds?: number;
  /** Absent where the upstream did not say; then it is what was asked for. */
  readonly scopes?: readonly string[];
}

/**
 * - `refused`: this code or refresh token is no longer good; the end user signs in again.
 * - `misconfigured`: the provider's settings are wrong; the owner has to act.
 * - `unavailable`: trying again later can help.
 */
export type UpstreamTokenResult =
  | { readonly ok: true; readonly tokens: UpstreamTokens }
  | { readonly ok: false; readonly reason: "refused" | "misconfigured" | "unavailable"; readonly error?: string };

const success = z.object({
  access_token: z.string().min(1),
  token_type: z.string().optional(),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  scope: z.union([z.string(), z.array(z.string()).transform((scopes) => scopes.join(" "))]).nullish(),
});
const failure = z.object({ error: z.string() });

/** Codes that blame the settings, not the end user: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const settingsErrors: ReadonlySet<string> = new Set([
  "incorrect_client_credentials",
  "invalid_client",
  "invalid_request",
  "invalid_scope",
  "redirect_uri_mismatch",
  "unauthorized_client",
  "unsupported_grant_type",
]);
const outageErrors: ReadonlySet<string> = new Set(["server_error", "temporarily_unavailable", "slow_down"]);

/** Reads the token endpoint's answer. Atlassian refuses a refresh with 403, others with 400; the `error` decides, not the status. */
export const readTokenResponse = (answer: { readonly status: number; readonly body: Buffer }): UpstreamTokenResult => {
  const json = parseJson(answer.body);
  const good = success.safeParse(json);
  if (answer.status < 300 && good.success) return readTokens(good.data);
  const { error } = failure.safeParse(json).data ?? {};
  const named = error === undefined ? {} : { error: error.slice(0, 100) };
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408)
    return { ok: false, reason: "unavailable", ...named };
  if (error === undefined) return { ok: false, reason: answer.status === 401 ? "misconfigured" : "unavailable" };
  if (outageErrors.has(error)) return { ok: false, reason: "unavailable", ...named };
  return { ok: false, reason: settingsErrors.has(error) ? "misconfigured" : "refused", ...named };
};

const readTokens = (data: z.infer<typeof success>): UpstreamTokenResult => {
  // https://www.rfc-editor.org/rfc/rfc6749#section-7.1
  if (data.token_type !== undefined && data.token_type.toLowerCase() !== "bearer")
    return { ok: false, reason: "misconfigured", error: "unsupported_token_type" };
  return {
    ok: true,
    tokens: {
      accessToken: Secret.of(data.access_token),
      ...(data.refresh_token && { refreshToken: Secret.of(data.refresh_token) }),
      ...(typeof data.expires_in === "number" && { expiresInSeconds: data.expires_in }),
      ...(typeof data.scope === "string" && { scopes: data.scope.split(/[\s,]+/).filter((scope) => scope !== "") }),
    },
  };
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};
