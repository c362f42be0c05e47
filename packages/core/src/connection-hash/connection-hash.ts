import { createHmac, createSecretKey } from "node:crypto";
import type { Secret } from "../secret/secret.ts";

const hashBytes = 16;
const fewestKeyBytes = 32;

/** What the database knows of an end user: 128 bits in 32 hexadecimal characters. */
export type ConnectionHash = string & { readonly ConnectionHash: unique symbol };

export interface ConnectionHashInput {
  readonly workspaceId: string;
  readonly serverId: string;
  /** `bearer` is stable per token only: a revocation does not follow a new token of the same user. */
  readonly kind: "grant" | "access_key" | "bearer" | "public";
  /** Connection id, access key id, the raw token, or a constant. */
  readonly value: string;
}

export type ConnectionHasher = (input: ConnectionHashInput) => ConnectionHash;

/**
 * HMAC-SHA-256 under a key that is never rotated (a rotation would forget every revocation),
 * separated by workspace, server and kind, cut to its first 128 bits.
 */
export const createConnectionHasher = (key: Secret): ConnectionHasher => {
  const bytes = Buffer.from(key.reveal(), "base64");
  if (bytes.length < fewestKeyBytes) throw new Error("The connection hash key has fewer than 32 bytes.");
  // A key object spares four fifths of the time that raw bytes cost at each call.
  const keyObject = createSecretKey(bytes);
  return ({ workspaceId, serverId, kind, value }) =>
    createHmac("sha256", keyObject)
      .update(JSON.stringify(["breezeway/connection/1", workspaceId, serverId, kind, value]))
      .digest()
      .toString("hex", 0, hashBytes) as ConnectionHash;
};

const pattern = /^[0-9a-f]{32}$/;

export const isConnectionHash = (text: string): text is ConnectionHash => pattern.test(text);
