import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret } from "../secret/secret.ts";

const tokenBytes = 32;

/** A new opaque token, `{prefix}_` and 256 random bits in base64url. It is shown once; `hashToken` of it is what is stored. */
export const newToken = (prefix: string): Secret =>
  Secret.of(`${prefix}_${randomBytes(tokenBytes).toString("base64url")}`);

/** SHA-256 of a token, 32 bytes. Enough for tokens of 256 random bits; never for passwords. */
export const hashToken = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** Compares two secrets in a time that depends on neither's content nor on where they differ. */
export const equalInConstantTime = (a: string | Uint8Array, b: string | Uint8Array): boolean =>
  timingSafeEqual(digest(a), digest(b));

const digest = (value: string | Uint8Array): Buffer => createHash("sha256").update(value).digest();
