import { createHash } from "node:crypto";
import { createKeyring } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";

/** A keyring with the named keys, newest first, the same in every run. For tests alone. */
export const testKeyring = (newest: string, ...older: readonly string[]): Keyring => {
  return createKeyring([entry(newest), ...older.map(entry)]);
};

const entry = (id: string) => ({ id, key: createHash("sha256").update(`test key ${id}`).digest() });
