// Opens sealed values on the hot path: node:crypto, synchronous, one generic refusal.
// Accepts exactly what `seal` makes: five canonical base64url parts, no encrypted key,
// and a header of alg, enc, kid and perhaps typ; `zip`, `crit` and all else are refused unread.
import { createDecipheriv } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Keyring } from "../keyring/keyring.ts";
import { isEnvelope, keyPurpose } from "./envelope.ts";
import type { Envelope } from "./envelope.ts";
import type { SealPurpose } from "./purpose.ts";

const nonceBytes = 12;
const tagBytes = 16;
const longestTokenCharacters = 65_536;
const longestHeaderCharacters = 512;

export interface OpenSealedInput {
  readonly keyring: Keyring;
  readonly purpose: SealPurpose;
  readonly audience: string;
  readonly token: string;
  readonly nowMs: number;
}

export type OpenedSeal =
  | { readonly ok: true; readonly claims: unknown; readonly keyId: string; readonly expiresAt: number }
  | { readonly ok: false; readonly reason: "expired" | "invalid" };

const invalid: OpenedSeal = { ok: false, reason: "invalid" };
const expired: OpenedSeal = { ok: false, reason: "expired" };

/** Headers, one for each key, that authenticated as our own: what they say is known. */
const ownHeaders = new Map<string, string>();

/** Opens a sealed value for one purpose and audience. Claims are what was sealed; check their shape at the door. */
export const openSealed = ({ keyring, purpose, audience, token, nowMs }: OpenSealedInput): OpenedSeal => {
  const parts = splitToken(token);
  if (!parts) return invalid;
  const keyId = ownHeaders.get(parts.header) ?? readHeader(parts.header);
  if (keyId === undefined || !keyring.has(keyId)) return invalid;
  const envelope = decrypt(keyring.derive(keyPurpose(purpose), keyId), parts);
  if (envelope) ownHeaders.set(parts.header, keyId);
  if (!envelope || envelope.purpose !== purpose || envelope.audience !== audience) return invalid;
  if (nowMs >= envelope.expiresAt) return expired;
  return { ok: true, claims: envelope.claims, keyId, expiresAt: envelope.expiresAt };
};

interface TokenParts {
  readonly header: string;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

const splitToken = (token: string): TokenParts | undefined => {
  if (token.length > longestTokenCharacters) return undefined;
  const parts = token.split(".", 6);
  const [header, encryptedKey, nonceText, ciphertextText, tagText] = parts;
  // With `dir` the encrypted key is empty: https://www.rfc-editor.org/rfc/rfc7518#section-4.5
  if (parts.length !== 5 || !header || encryptedKey !== "" || !nonceText || !ciphertextText || !tagText)
    return undefined;
  const nonce = decodeCanonical(nonceText);
  const ciphertext = decodeCanonical(ciphertextText);
  const tag = decodeCanonical(tagText);
  if (nonce?.length !== nonceBytes || tag?.length !== tagBytes || !ciphertext) return undefined;
  return { header, nonce, ciphertext, tag };
};

/** Base64url has spare bits and Node's decoder forgives strangers; only the one canonical spelling passes. */
const decodeCanonical = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
};

const readHeader = (encoded: string): string | undefined => {
  if (encoded.length > longestHeaderCharacters) return undefined;
  const header = parseJson(decodeCanonical(encoded));
  if (typeof header !== "object" || header === null || Array.isArray(header)) return undefined;
  const { alg, enc, kid, typ, ...others } = header as Partial<Record<string, unknown>>;
  const isOurs = alg === "dir" && enc === "A256GCM" && (typ === undefined || typeof typ === "string");
  return isOurs && typeof kid === "string" && Object.keys(others).length === 0 ? kid : undefined;
};

const decrypt = (key: KeyObject, { header, nonce, ciphertext, tag }: TokenParts): Envelope | undefined => {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(header, "ascii"));
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  const envelope = parseJson(plaintext);
  return isEnvelope(envelope) ? envelope : undefined;
};

const parseJson = (bytes: Buffer | undefined): unknown => {
  if (!bytes) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
};
