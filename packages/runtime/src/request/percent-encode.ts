/** Which characters besides RFC 3986's unreserved ones stay as they are. */
export type Encoding = "unreserved" | "reserved-in-query" | "reserved-in-path";

const encodeUnreserved = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

// `&`, `#` and `+` stay encoded in a query, `/`, `?`, `#` in a path: a value may not add a parameter or a segment.
const keptInQuery = /%(?:3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B|3D)/g;
const keptInPath = /%(?:3A|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3D)/g;

const decodeOctet = (octet: string): string => String.fromCharCode(Number.parseInt(octet.slice(1), 16));

/** Percent-encodes one value; `%` itself is always encoded, so what is sent decodes to exactly what was given. */
export const percentEncode = (text: string, encoding: Encoding = "unreserved"): string => {
  if (isPlain(text)) return text;
  const encoded = encodeUnreserved(text);
  if (encoding === "unreserved") return encoded;
  return encoded.replace(encoding === "reserved-in-query" ? keptInQuery : keptInPath, decodeOctet);
};

const plain = /^[A-Za-z0-9._~-]*$/;
const isPlain = (text: string): boolean => plain.test(text);
