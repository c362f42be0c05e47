import type { JsonObject, JsonValue } from "@breezeway/core";

/** A parsed file of a document. `uri` is its address, or a made-up one under `filesBase` for uploads, archives and folders. */
export interface ParsedFile {
  readonly uri: string;
  readonly value: JsonValue;
}

/** Base address of files that have none of their own: `..` cannot climb above it, and no request can reach it. */
export const filesBase = "http://files.invalid/";

export interface DocumentFiles {
  readonly root: JsonObject;
  readonly rootUri: string;
  /** Other files that the root leads to, by address; a string says why one cannot be read. */
  readonly others: ReadonlyMap<string, { readonly value: JsonValue } | { readonly problem: string }>;
}

/** Where a relative path of an upload or folder lies. */
export const uriOfPath = (path: string): string =>
  new URL(
    path
      .replaceAll("\\", "/")
      .split("/")
      .map((part) => encodeURIComponent(part))
      .join("/"),
    filesBase,
  ).href;

export const pathOfUri = (uri: string): string | undefined => {
  if (!uri.startsWith(filesBase)) return undefined;
  try {
    return decodeURIComponent(uri.slice(filesBase.length));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
};
