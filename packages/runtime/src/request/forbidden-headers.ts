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
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
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

/** Whether a parameter or a constant of the document may set this request header (lower-case name). */
export const isHeaderAllowed = (name: string): boolean =>
  headerName.test(name) && !forbidden.has(name) && !forbiddenPrefixes.some((prefix) => name.startsWith(prefix));

/** Text as a header carries it: UTF-8 bytes; `undefined` where a control character stands in it. */
export const headerValueOf = (text: string): string | undefined => {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x08\x0A-\x1F\x7F]/.test(text)) return undefined;
  // oxlint-disable-next-line no-control-regex -- ASCII text needs no conversion
  return /^[\x00-\x7F]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
};
