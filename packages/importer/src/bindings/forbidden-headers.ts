// https://spec.openapis.org/oas/v3.1.1#parameter-name: Accept, Content-Type and Authorization parameters are ignored.
// The others frame or route the request, or carry the credential: no argument may set them.
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
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/** Whether a header parameter of a document can be an argument. */
export const canBeArgument = (header: string): boolean => {
  const name = header.toLowerCase();
  return (
    /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) &&
    !forbidden.has(name) &&
    !["proxy-", "sec-", "x-forwarded-"].some((prefix) => name.startsWith(prefix))
  );
};
