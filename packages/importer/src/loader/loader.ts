/** What to import. */
export type DocumentInput =
  /** A document, or a page or API host that leads to one. */
  | { readonly kind: "url"; readonly url: string }
  /** An OpenAPI file, a zip archive or a folder on this machine (command line only). */
  | { readonly kind: "file"; readonly path: string }
  /** An upload: one document or a zip archive of several files. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly fileName?: string }
  /** Several files by relative path; `entry` names the root document where that is not evident. */
  | { readonly kind: "files"; readonly files: Readonly<Record<string, Uint8Array>>; readonly entry?: string };

export interface FetchRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface FetchedResource {
  readonly status: number;
  /** Address after redirects. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The importer's only way to the outside. What is absent cannot be done: no `fetch`, no network; no `readFile`, no disk.
 * Bytes that it returns are given away: a worker may take them over.
 */
export interface Loader {
  /** GET under the caller's egress guard. Throws a ServiceError where it is refused. */
  readonly fetch?: (request: FetchRequest) => Promise<FetchedResource>;
  /** Bytes of a file; `undefined` where there is none. */
  readonly readFile?: (path: string, maxBytes: number) => Promise<Uint8Array | undefined>;
  /** Files below a folder, relative paths; `undefined` where the path is no folder. */
  readonly listFiles?: (path: string) => Promise<readonly string[] | undefined>;
}

/** What is known of an earlier import of the same address. */
export interface KnownVersion {
  readonly etag?: string;
  readonly lastModified?: string;
  /** `document.hash` of the stored import. */
  readonly hash: string;
}
