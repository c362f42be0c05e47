import { EgressError } from "./exchange.ts";

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.5: no CR, LF, NUL or anything past one byte. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Set by the connection alone. */
const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** What may still be sent after a redirect to another origin: nothing that could be a credential. */
const harmlessHeaders: ReadonlySet<string> = new Set(["accept", "accept-language", "user-agent"]);

export type Headers = Readonly<Record<string, string>>;

/** Throws unless every header is well-formed and the caller's to set. */
export const checkHeaders = (headers: Headers): void => {
  for (const name in headers) {
    if (!token.test(name) || !fieldValue.test(headers[name] ?? ""))
      throw refuse(name, "holds a character that HTTP does not allow");
    if (connectionHeaders.has(name.toLowerCase())) throw refuse(name, "is set by the connection itself");
  }
};

export const checkMethod = (method: string): void => {
  if (token.test(method) && method !== "CONNECT") return;
  throw new EgressError("egress_refused", { message: "The request's method is not allowed.", stage: "refused" });
};

/** The headers that follow a redirect to another origin. */
export const harmless = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => harmlessHeaders.has(name.toLowerCase())));

/** The headers that describe a body, which a redirect to GET leaves behind. */
export const withoutBodyHeaders = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith("content-")));

const refuse = (name: string, reason: string): EgressError =>
  new EgressError("egress_refused", {
    message: `The header ${JSON.stringify(name.slice(0, 60))} ${reason}.`,
    stage: "refused",
  });
