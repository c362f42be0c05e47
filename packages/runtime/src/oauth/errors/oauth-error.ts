/** Error codes of the RFCs that the façade speaks, as one closed set. */
export type OAuthErrorCode =
  // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 and #section-5.2
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "invalid_scope"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable"
  // https://www.rfc-editor.org/rfc/rfc8707#section-2
  | "invalid_target"
  // https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2
  | "invalid_client_metadata"
  | "invalid_redirect_uri";

/** A refusal that the client may see. The description helps the person who reads it and never holds a secret. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly code: OAuthErrorCode;

  constructor(code: OAuthErrorCode, description: string) {
    super(description);
    this.code = code;
  }
}

/** A refusal shown to the person in the browser, because there is no client that could safely be sent back to. */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly status: 400 | 403 | 404 | 503;
  readonly title: string;

  constructor(status: 400 | 403 | 404 | 503, title: string, text: string) {
    super(text);
    this.status = status;
    this.title = title;
  }
}
