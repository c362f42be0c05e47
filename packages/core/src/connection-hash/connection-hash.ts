import { createHash, hash } from "node:crypto";
import type { Secret } from "../secret/secret.ts";

const hashBytes = 16;
const fewestKeyBytes = 32;

/** What the database knows of an end user: 128 bits in 32 hexadecimal characters. */
export type ConnectionHash = string & { readonly ConnectionHash: unique symbol };

export interface ConnectionHashInput {
  readonly workspaceId: string;
  readonly serverId: string;
  /** `bearer` is stable per token only: a revocation does not follow a new token of the same user. */
  readonly kind: "grant" | "access_key" | "bearer" | "public" | "draft";
  /** Connection id, access key id, the raw token, a constant, or the account that tries a draft. */
  readonly value: string;
  /** The value was checked to hold nothing that JSON writes otherwise; long tokens are then spared the writing. */
  readonly isPlainText?: boolean;
}

export type ConnectionHasher = (input: ConnectionHashInput) => ConnectionHash;

/**
 * HMAC-SHA-256 under a key that is never rotated (a rotation would forget every revocation),
 * separated by workspace, server and kind, cut to its first 128 bits.
 */
export const createConnectionHasher = (key: Secret): ConnectionHasher => {
  const bytes = Buffer.from(key.reveal(), "base64");
  if (bytes.length < fewestKeyBytes) throw new Error("The connection hash key has fewer than 32 bytes.");
  const mac = createMac(bytes);
  return ({ workspaceId, serverId, kind, value, isPlainText = false }) => {
    const domain = ["breezeway/connection/1", workspaceId, serverId, kind];
    const text = isPlainText
      ? `${JSON.stringify(domain).slice(0, -1)},"${value}"]`
      : JSON.stringify([...domain, value]);
    return mac(text) as ConnectionHash;
  };
};

const blockBytes = 64;
const digestBytes = 32;

/**
 * HMAC-SHA-256 with the inner pad hashed once for all: what is left at a call is half of what `createHmac` costs.
 * https://www.rfc-editor.org/rfc/rfc2104#section-4
 */
const createMac = (key: Buffer): ((text: string) => string) => {
  const short = key.length > blockBytes ? createHash("sha256").update(key).digest() : key;
  const pad = (mask: number): Buffer =>
    Buffer.alloc(blockBytes).map((_, index) => (short[index] ?? 0) ^ mask) as Buffer;
  const inner = createHash("sha256").update(pad(0x36));
  const outer = Buffer.concat([pad(0x5c), Buffer.alloc(digestBytes)]);
  return (text) => {
    inner.copy().update(text, "utf8").digest().copy(outer, blockBytes);
    return hash("sha256", outer, "hex").slice(0, 2 * hashBytes);
  };
};

const pattern = /^[0-9a-f]{32}$/;

export const isConnectionHash = (text: string): text is ConnectionHash => pattern.test(text);
