// Framing, routing and credential headers are Breezeway's alone; OpenAPI itself says that header parameters named
// Accept, Content-Type and Authorization are ignored: https://spec.openapis.org/oas/v3.1.1#parameter-name
const forbidden = new Set([
  "accept",
  "accept-encoding",
  "authorization",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "cookie2",
  "expect",
  "forwarded",
  "host",
  "http2-settings",
  "keep-alive",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-original-url",
  "x-rewrite-url",
  "x-http-method-override",
]);

const forbiddenPrefixes = ["proxy-", "sec-", "x-forwarded-", ":"];
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether a document, by a parameter or a constant, may set this request header (lower-case name). */
export const mayDocumentSetHeader = (name: string): boolean =>
  headerName.test(name) && !forbidden.has(name) && !forbiddenPrefixes.some((prefix) => name.startsWith(prefix));
