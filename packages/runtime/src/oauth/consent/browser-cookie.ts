// Cookies of the sign-in. Over https they carry the `__Host-` prefix, which binds them to this exact host;
// on a plain-http loopback address in development browsers refuse the prefix, so there it is left out.
import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** Binds the consent form to the browser it was shown to. */
export const browserCookie = "browser";
/** Holds the choices that this browser remembers. */
export const rememberedCookie = "choices";

export interface CookieInput {
  readonly name: string;
  readonly value: string;
  readonly maxAgeMs: number;
  readonly isSecure: boolean;
}

export const cookieName = (name: string, isSecure: boolean): string => `${isSecure ? "__Host-" : ""}breezeway-${name}`;

export const writeCookie = (c: Context, { name, value, maxAgeMs, isSecure }: CookieInput): void =>
  setCookie(c, cookieName(name, isSecure), value, {
    path: "/",
    httpOnly: true,
    secure: isSecure,
    // The provider sends the browser back by a cross-site navigation: `Strict` would lose the cookie there.
    sameSite: "Lax",
    maxAge: Math.floor(maxAgeMs / 1_000),
  });

export const readCookie = (c: Context, name: string, isSecure: boolean): string | undefined =>
  getCookie(c, cookieName(name, isSecure));

export const newCookieValue = (): string => randomBytes(32).toString("base64url");

/** What sealed values say of a cookie. */
export const hashCookie = (value: string): string => createHash("sha256").update(value).digest("base64url");
