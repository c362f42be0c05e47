import { createSecretKey, hkdfSync } from "node:crypto";
import type { KeyObject } from "node:crypto";

export const masterKeyBytes = 32;

/** One master key and the id by which what it sealed names it. */
export interface KeyringEntry {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * The deployment's master keys: the newest seals, all open. Master keys never leave the closure;
 * each use gets a key of its own, derived by HKDF and remembered.
 */
export interface Keyring {
  /** Id of the key that seals: the first of the configured list. */
  readonly newestId: string;
  readonly ids: readonly string[];
  has(keyId: string): boolean;
  /** The 32-byte key for one purpose, as ciphers and HMACs take it. Throws on an id that the keyring does not have: ask `has` first. */
  derive(purpose: string, keyId: string): KeyObject;
}

export const createKeyring = (entries: readonly [KeyringEntry, ...KeyringEntry[]]): Keyring => {
  const masters = new Map(entries.map((entry) => [entry.id, Buffer.from(entry.key)]));
  const derived = new Map<string, KeyObject>();

  const derive = (purpose: string, keyId: string): KeyObject => {
    const name = `${keyId} ${purpose}`;
    const known = derived.get(name);
    if (known) return known;
    const master = masters.get(keyId);
    if (!master) throw new Error(`The keyring has no key "${keyId}".`);
    const key = deriveKey(master, purpose);
    derived.set(name, key);
    return key;
  };

  return Object.freeze({
    newestId: entries[0].id,
    ids: Object.freeze(entries.map((entry) => entry.id)),
    has: (keyId: string) => masters.has(keyId),
    derive,
  });
};

/** HKDF-SHA-256 with the purpose as `info`: https://www.rfc-editor.org/rfc/rfc5869#section-3.2 */
const deriveKey = (master: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `breezeway/1/${purpose}`, masterKeyBytes)));
