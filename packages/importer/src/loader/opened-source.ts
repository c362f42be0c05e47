import type { ImportLimits } from "../import-options.ts";
import type { KnownVersion, Loader } from "./loader.ts";

/** A file that another file refers to. */
export type ReadFile = { readonly bytes: Uint8Array } | { readonly problem: string };

/** The root document's bytes, and the one way to its other files. */
export interface OpenedSource {
  readonly bytes: Uint8Array;
  readonly uri: string;
  /** Where it was found on the network. */
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** The address answered that nothing changed; `bytes` are empty then. */
  readonly unchanged?: boolean;
  readonly read: (uri: string) => Promise<ReadFile>;
}

export interface OpenInput {
  readonly loader: Loader;
  readonly limits: ImportLimits;
  readonly referenceOrigins: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly known: KnownVersion | undefined;
}
