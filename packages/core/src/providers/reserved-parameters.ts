/**
 * Authorize parameters that only Breezeway sets. An owner who could set them could aim another workspace's
 * sign-in at a callback or response form of his own.
 */
export const reservedAuthorizeParameters: ReadonlySet<string> = new Set([
  "client_id",
  "client_secret",
  "code",
  "code_challenge",
  "code_challenge_method",
  "code_verifier",
  "iss",
  "redirect_uri",
  "request",
  "request_uri",
  "resource",
  "response_mode",
  "response_type",
  "scope",
  "state",
]);
