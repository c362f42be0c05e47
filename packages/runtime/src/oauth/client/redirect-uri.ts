// Where a browser may be sent back to. Compared as text: nothing is decoded, folded or completed first.

const longest = 512;

/** Cursor's own; private-use schemes belong to nobody, so each is listed by its whole URI. */
const privateUseUris: ReadonlySet<string> = new Set(["cursor://anysphere.cursor-mcp/oauth/callback"]);

const loopback = /^http:\/\/(?<host>127\.0\.0\.1|\[::1\]|localhost)(?::(?<port>[1-9]\d{0,4}))?(?<rest>[/?][^#]*)?$/;
const safeCharacters = /^[\x21-\x7e]+$/;

export type RedirectUriKind = "https" | "loopback" | "private_use";

/** What kind of redirect URI this is; undefined where it may not be used at all. */
export const classifyRedirectUri = (uri: string): RedirectUriKind | undefined => {
  if (uri.length > longest || !safeCharacters.test(uri) || /[\\#<>"`{}|^]/.test(uri)) return undefined;
  if (privateUseUris.has(uri)) return "private_use";
  const url = URL.parse(uri);
  if (url === null || url.username !== "" || url.password !== "") return undefined;
  if (loopback.test(uri)) return "loopback";
  return url.protocol === "https:" && /^https:\/\/[^/?@]+/.test(uri) ? "https" : undefined;
};

/** A private-use scheme that we do not take, as opposed to one that is harmful wherever it stands. */
export const isUnknownPrivateUse = (uri: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && !/^(https?|javascript|data|vbscript|file|blob|about|ftp|wss?):/i.test(uri);

/** Exact, but for the port of a loopback address: https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
export const matchesRedirectUri = (registered: string, presented: string): boolean => {
  if (registered === presented) return true;
  const known = loopback.exec(registered)?.groups;
  const given = loopback.exec(presented)?.groups;
  return known !== undefined && known["host"] === given?.["host"] && known["rest"] === given?.["rest"];
};

export const findRedirectUri = (registered: readonly string[], presented: string): boolean =>
  classifyRedirectUri(presented) !== undefined && registered.some((uri) => matchesRedirectUri(uri, presented));

/** Host to show on the consent page; "this computer" is said in words there. */
export const redirectHost = (uri: string): string => new URL(uri).host;
