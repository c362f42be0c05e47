import { createHash } from "node:crypto";
import { releaseManifest } from "./manifest.ts";
import type { ReleaseManifest } from "./manifest.ts";

export interface HashedManifest {
  /** The exact text to store, serve and hash. */
  readonly text: string;
  /** SHA-256 of the text, 64 hexadecimal characters: the release's content hash. */
  readonly contentHash: string;
}

/**
 * Checks a manifest and writes it as its one exact text: members in the contract's order, no white space.
 * Keys inside schemas keep their order, because models read properties in it.
 */
export const hashManifest = (manifest: ReleaseManifest): HashedManifest => {
  const text = JSON.stringify(releaseManifest.parse(manifest));
  return { text, contentHash: createHash("sha256").update(text, "utf8").digest("hex") };
};
