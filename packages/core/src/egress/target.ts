/** Where one request goes. */
export interface Target {
  readonly href: string;
  /** Scheme, host and port as `URL.origin` writes them. */
  readonly origin: string;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

export const targetOf = (url: URL): Target => ({
  href: url.href,
  origin: url.origin,
  host: url.host,
  path: `${url.pathname}${url.search}`,
});

/** Characters that a URL parser leaves alone, no dot segment in any spelling, no empty query. */
const settledPath = /^(?:\/(?!\.)|%(?!2[eE])|\?(?!$)|[\w\-~!$&()*+,;=:@.])+$/;
const longestScheme = "https://".length;

/**
 * Reads a URL whose text is what a parser would make of it; undefined where that is not certain. The origin is as it
 * stands: it means something only to who compares it with one that a parser wrote.
 */
export const readSettledUrl = (text: string): Target | undefined => {
  const start = text.indexOf("/", longestScheme);
  if (start === -1) return undefined;
  const path = text.slice(start);
  if (!settledPath.test(path)) return undefined;
  const origin = text.slice(0, start);
  return { href: text, origin, host: origin.slice(origin.indexOf("//") + 2), path };
};
