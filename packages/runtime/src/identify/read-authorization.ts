import type { Keyring } from "@breezeway/core";

const longestTokenCharacters = 16_384;

export type Presented =
  | { readonly kind: "none" }
  | { readonly kind: "malformed" }
  | { readonly kind: "bearer"; readonly token: string };

/** Reads an `Authorization` header. Another scheme counts as no token, since it was not meant for us. */
export const readAuthorization = (header: string | undefined): Presented => {
  if (header === undefined || !/^bearer(?: |$)/i.test(header)) return { kind: "none" };
  const token = header.slice("bearer ".length).trim();
  const isToken = token !== "" && token.length <= longestTokenCharacters;
  return isToken ? { kind: "bearer", token } : { kind: "malformed" };
};

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1, and `:` and `|` that some API keys hold. */
export const isRawBearer = (token: string): boolean => /^[A-Za-z0-9\-._~+/:|]+=*$/.test(token);

/** Says whether a token is one that this deployment sealed, without opening it. Such a token never goes upstream. */
export const isSealedByUs = (keyring: Keyring, token: string): boolean => {
  const headerEnd = token.indexOf("..");
  if (headerEnd <= 0 || headerEnd !== token.indexOf(".")) return false;
  try {
    const header: unknown = JSON.parse(Buffer.from(token.slice(0, headerEnd), "base64url").toString("utf8"));
    return typeof header === "object" && header !== null && "kid" in header && keyring.has(String(header.kid));
  } catch {
    return false;
  }
};
