import type { OAuthErrorCode } from "../errors/oauth-error.ts";

export interface ClientRedirect {
  readonly redirectUri: string;
  readonly issuer: string;
  readonly state?: string | undefined;
}

/** Where the browser goes with a code. `iss` on every answer: https://www.rfc-editor.org/rfc/rfc9207#section-2 */
export const redirectWithCode = (to: ClientRedirect, code: string): string => withParameters(to, { code });

/** Where the browser goes with an error: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export const redirectWithError = (to: ClientRedirect, error: OAuthErrorCode, description: string): string =>
  withParameters(to, { error, error_description: asciiOnly(description) });

/** The URI is extended as text, so that what the client registered stays as it is. */
const withParameters = ({ redirectUri, issuer, state }: ClientRedirect, answer: Record<string, string>): string => {
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), iss: issuer });
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${parameters.toString()}`;
};

/** https://www.rfc-editor.org/rfc/rfc6749#appendix-A.8 */
const asciiOnly = (text: string): string =>
  text
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replace(/[^\x20-\x7e]/g, "?");
