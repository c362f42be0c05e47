import { changeDigest } from "@breezeway/core";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export interface WebFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** Its name carries a hash of its content. */
  readonly immutable: boolean;
  /** Compressed at the first request for it, then remembered. */
  readonly encoded: (encoding: "br" | "gzip") => Promise<Uint8Array<ArrayBuffer>>;
}

/** The built web app by path, e.g. `/assets/index-Bx2.js`; empty where it was not built. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const compressed: ReadonlySet<string> = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Reads the built web app into memory; it is about a megabyte. */
export const readWebFiles = async (folder: string): Promise<WebFiles> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  const files = new Map<string, WebFile>();
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith(".map")) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(url, describeFile(url, Uint8Array.from(await readFile(path))));
  }
  return files;
};

/** What is served at a path, described once. */
export const describeFile = (url: string, bytes: Uint8Array<ArrayBuffer>): WebFile => {
  const extension = extname(url);
  const made = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const encoded = (encoding: "br" | "gzip") => {
    const known = made.get(encoding);
    if (known) return known;
    const making = (
      encoding === "br" ? brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : deflate(bytes)
    ).then((buffer) => Uint8Array.from(buffer));
    made.set(encoding, making);
    return making;
  };
  return {
    bytes,
    type: types[extension] ?? "application/octet-stream",
    etag: `"${changeDigest(bytes)}"`,
    immutable: url.startsWith("/assets/"),
    encoded: compressed.has(extension) ? encoded : async () => bytes,
  };
};
