// The one place where the façade's errors become answers.
import { isServiceError } from "@breezeway/core";
import type { ServiceErrorCode } from "@breezeway/core";
import type { Context } from "hono";
import { OAuthError, PageError } from "./errors/oauth-error.ts";
import type { OAuthErrorCode } from "./errors/oauth-error.ts";
import type { FacadeContext } from "./facade-deps.ts";
import { messagePage } from "./pages/message-page.ts";
import { pageHeaders, renderPage } from "./pages/page.ts";

type JsonStatus = 400 | 401 | 500 | 503;

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const statusOf = (code: OAuthErrorCode): JsonStatus => {
  switch (code) {
    case "invalid_client":
      return 401;
    case "server_error":
      return 500;
    case "temporarily_unavailable":
      return 503;
    case "access_denied":
    case "invalid_client_metadata":
    case "invalid_grant":
    case "invalid_redirect_uri":
    case "invalid_request":
    case "invalid_scope":
    case "invalid_target":
    case "unauthorized_client":
    case "unsupported_grant_type":
    case "unsupported_response_type":
      return 400;
  }
};

/** Services that fail beneath the façade: either waiting helps, or it is ours to mend. */
const fromService = (code: ServiceErrorCode): OAuthError => {
  switch (code) {
    case "unavailable":
    case "deadline_exceeded":
    case "rate_limited":
    case "upstream_failed":
      return new OAuthError("temporarily_unavailable", "Signing in is not possible just now. Try again.");
    case "conflict":
    case "egress_refused":
    case "forbidden":
    case "invalid_document":
    case "invalid_input":
    case "not_found":
    case "too_large":
    case "unauthenticated":
      return new OAuthError("server_error", "The sign-in could not be completed.");
  }
};

/** For endpoints that programs call. */
export const respondJsonError = (context: FacadeContext, c: Context, error: unknown): Response => {
  const known = asOAuthError(context, error);
  const status = statusOf(known.code);
  return c.json({ error: known.code, error_description: known.message }, status, {
    "cache-control": "no-store",
    pragma: "no-cache",
    ...(status === 503 && { "retry-after": "5" }),
  });
};

/** For addresses that people see. */
export const respondPageError = async (context: FacadeContext, c: Context, error: unknown): Promise<Response> => {
  const page = asPageError(context, error);
  const html = await renderPage(messagePage({ title: page.title, text: page.message }));
  return c.body(String(html), page.status, { ...pageHeaders(), ...(page.status === 503 && { "retry-after": "5" }) });
};

const asOAuthError = (context: FacadeContext, error: unknown): OAuthError => {
  if (error instanceof OAuthError) return error;
  if (error instanceof PageError) return new OAuthError("invalid_request", error.message);
  if (isServiceError(error)) {
    context.log.warn({ component: "oauth", code: error.code, error }, "A service failed beneath the sign-in.");
    return fromService(error.code);
  }
  context.log.error({ component: "oauth", error }, "The sign-in met an unexpected error.");
  return new OAuthError("server_error", "The sign-in could not be completed.");
};

const asPageError = (context: FacadeContext, error: unknown): PageError => {
  if (error instanceof PageError) return error;
  const known = asOAuthError(context, error);
  return statusOf(known.code) === 400
    ? new PageError(400, "This request cannot be followed", known.message)
    : new PageError(503, "Signing in is not possible just now", "Wait a moment and start again from the application.");
};
