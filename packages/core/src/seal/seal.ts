import { CompactEncrypt } from "jose";
import type { Keyring } from "../keyring/keyring.ts";
import { keyPurpose } from "./envelope.ts";
import type { Envelope } from "./envelope.ts";
import type { SealPurpose } from "./purpose.ts";

export interface SealInput {
  readonly keyring: Keyring;
  readonly purpose: SealPurpose;
  /** Who may open it, e.g. the canonical URL of the resource. Compared exactly. */
  readonly audience: string;
  /** Epoch milliseconds from which on it does not open. */
  readonly expiresAt: number;
  /** Anything that JSON can carry. */
  readonly claims: unknown;
}

/**
 * Seals claims into a compact JWE (`dir`, `A256GCM`) with the newest key; only this deployment can read it.
 * Purpose, audience and expiry travel inside: https://www.rfc-editor.org/rfc/rfc7516#section-7.1
 */
export const seal = ({ keyring, purpose, audience, expiresAt, claims }: SealInput): Promise<string> => {
  const envelope: Envelope = { purpose, audience, expiresAt, claims };
  return new CompactEncrypt(Buffer.from(JSON.stringify(envelope), "utf8"))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: keyring.newestId })
    .encrypt(keyring.derive(keyPurpose(purpose), keyring.newestId));
};
