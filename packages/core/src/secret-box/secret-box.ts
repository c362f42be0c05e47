import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keyring } from "../keyring/keyring.ts";
import { Secret } from "../secret/secret.ts";

// Layout: version (1 byte) | length of key id (1) | key id | nonce (12) | ciphertext | tag (16).
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const purpose = "secret_box";

/** The row that a ciphertext belongs to; moved to any other place it does not open. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  readonly workspaceId: string;
}

/** The one error of `openSecret`: it does not say whether key, place or ciphertext was wrong. */
export class SecretBoxError extends Error {
  override readonly name = "SecretBoxError";
  readonly code = "secret_not_opened";

  constructor() {
    super("A stored secret could not be opened. Check that its key is still in the keyring.");
  }
}

/** Encrypts a secret for one place with the newest key (AES-256-GCM, random 96-bit nonce). */
export const sealSecret = (keyring: Keyring, place: SecretPlace, secret: Secret): Uint8Array => {
  const keyId = keyring.newestId;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyring.derive(purpose, keyId), nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(keyId, place));
  const ciphertext = Buffer.concat([cipher.update(secret.reveal(), "utf8"), cipher.final()]);
  const name = Buffer.from(keyId, "utf8");
  return Buffer.concat([Uint8Array.of(version, name.length), name, nonce, ciphertext, cipher.getAuthTag()]);
};

/** Opens what `sealSecret` made for the same place; throws `SecretBoxError` on everything else. */
export const openSecret = (keyring: Keyring, place: SecretPlace, sealed: Uint8Array): Secret => {
  const parts = split(sealed);
  if (!parts || !keyring.has(parts.keyId)) throw new SecretBoxError();
  try {
    const key = keyring.derive(purpose, parts.keyId);
    const decipher = createDecipheriv("aes-256-gcm", key, parts.nonce, { authTagLength: tagBytes });
    decipher.setAAD(additionalData(parts.keyId, place));
    decipher.setAuthTag(parts.tag);
    return Secret.of(Buffer.concat([decipher.update(parts.ciphertext), decipher.final()]).toString("utf8"));
  } catch {
    throw new SecretBoxError();
  }
};

/** Which key sealed this, read without opening it; undefined where it is not a sealed secret. For re-encryption. */
export const sealedWithKey = (sealed: Uint8Array): string | undefined => split(sealed)?.keyId;

const split = (sealed: Uint8Array) => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const keyIdEnd = 2 + (bytes[1] ?? 0);
  const nonceEnd = keyIdEnd + nonceBytes;
  const tagStart = bytes.length - tagBytes;
  if (bytes[0] !== version || tagStart < nonceEnd) return undefined;
  return {
    keyId: bytes.toString("utf8", 2, keyIdEnd),
    nonce: bytes.subarray(keyIdEnd, nonceEnd),
    ciphertext: bytes.subarray(nonceEnd, tagStart),
    tag: bytes.subarray(tagStart),
  };
};

const additionalData = (keyId: string, place: SecretPlace): Buffer =>
  Buffer.from(
    JSON.stringify(["breezeway/secret-box/1", keyId, place.table, place.column, place.rowId, place.workspaceId]),
  );
