import { xxh3 } from "@node-rs/xxhash";

/** A fast 128-bit digest, 32 hexadecimal characters, to see that something changed. Never an identity: it is not collision-proof. */
export const changeDigest = (content: string | Uint8Array): string =>
  xxh3.xxh128(content).toString(16).padStart(32, "0");
