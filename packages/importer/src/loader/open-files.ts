import path from "node:path";
import { pathOfUri, uriOfPath } from "../files/file-set.ts";
import { documentError } from "../parse/document-error.ts";
import { findEntries } from "./find-entry.ts";
import type { OpenedSource, OpenInput, ReadFile } from "./opened-source.ts";
import { gunzip, isGzip, isZip, unzip } from "./unpack.ts";

/** An upload: a document, its gzip, or a zip archive of several files. Nothing outside it is read. */
export const openBytes = (bytes: Uint8Array, fileName: string | undefined, open: OpenInput): OpenedSource => {
  if (isZip(bytes)) return openFiles(unzip(bytes, open.limits), undefined, open);
  const content = isGzip(bytes) ? gunzip(bytes, open.limits.maxBytes) : bytes;
  assertSize(content, fileName ?? "The document", open.limits.maxBytes);
  return {
    bytes: content,
    uri: uriOfPath(fileName ?? "openapi"),
    read: async (uri) => ({ problem: `${nameOf(uri)} is not part of the upload.` }),
  };
};

/** Several files by relative path. */
export const openFiles = (
  files: Readonly<Record<string, Uint8Array>>,
  entry: string | undefined,
  open: OpenInput,
): OpenedSource => {
  const byPath = new Map(Object.entries(files));
  if (byPath.size > open.limits.maxFiles) throw tooMany(open.limits.maxFiles);
  const name = entry ?? findEntries(byPath)[0];
  const bytes = name === undefined ? undefined : byPath.get(name);
  if (name === undefined || bytes === undefined) throw noEntry(entry, [...byPath.keys()]);
  const byUri = new Map([...byPath].map(([file, content]) => [uriOfPath(file), content]));
  return {
    bytes,
    uri: uriOfPath(name),
    read: async (uri) => {
      const found = byUri.get(uri);
      return found === undefined ? { problem: `${nameOf(uri)} is not among the files.` } : { bytes: found };
    },
  };
};

/** A file, archive or folder of this machine, by the loader that was handed in. */
export const openPath = async (file: string, open: OpenInput): Promise<OpenedSource> => {
  const listed = await open.loader.listFiles?.(file);
  const name = listed === undefined ? file : await entryOfFolder(file, listed, open);
  const bytes = await open.loader.readFile?.(name, open.limits.maxBytes);
  if (bytes === undefined)
    throw documentError({
      code: "not_found",
      message: `There is no file ${path.basename(file)}.`,
      advice: "Check the path.",
      at: file,
    });
  if (isZip(bytes)) return openFiles(unzip(bytes, open.limits), undefined, open);
  const content = isGzip(bytes) ? gunzip(bytes, open.limits.maxBytes) : bytes;
  return { bytes: content, uri: uriOfPath(path.resolve(name)), read: (uri) => readBeside(uri, open) };
};

const readBeside = async (uri: string, open: OpenInput): Promise<ReadFile> => {
  const file = pathOfUri(uri);
  if (file === undefined) return { problem: `${nameOf(uri)} is no file of this machine; it was not fetched.` };
  const bytes = await open.loader.readFile?.(`/${file}`, open.limits.maxBytes);
  return bytes === undefined ? { problem: `There is no file ${path.basename(file)} that may be read.` } : { bytes };
};

const entryOfFolder = async (folder: string, listed: readonly string[], open: OpenInput): Promise<string> => {
  const candidates = listed.filter((name) => /\.(?:json|ya?ml)$/i.test(name)).slice(0, open.limits.maxFiles);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const name of candidates) {
    const bytes = await open.loader.readFile?.(path.join(folder, name), open.limits.maxBytes);
    if (bytes === undefined) continue;
    total += bytes.byteLength;
    if (total > open.limits.maxTotalBytes) break;
    files.set(name, bytes);
  }
  const entry = findEntries(files)[0];
  if (entry === undefined) throw noEntry(undefined, candidates);
  return path.join(folder, entry);
};

const noEntry = (entry: string | undefined, names: readonly string[]) =>
  documentError({
    message:
      entry === undefined
        ? `None of ${names.length} files is the root of an API description (${names.slice(0, 5).join(", ")}).`
        : `There is no file ${entry} (${names.slice(0, 5).join(", ")}).`,
    advice: "Name the file that begins with `openapi` or `swagger`.",
  });

const tooMany = (maxFiles: number) =>
  documentError({
    code: "too_large",
    message: `More than ${maxFiles} files.`,
    advice: "Give only the files of the API description.",
  });

export const assertSize = (bytes: Uint8Array, what: string, maxBytes: number): void => {
  if (bytes.byteLength > maxBytes)
    throw documentError({
      code: "too_large",
      message: `${what} has ${bytes.byteLength} bytes; at most ${maxBytes} are read.`,
      advice: "Leave out examples, or split the document.",
    });
};

const nameOf = (uri: string): string => (pathOfUri(uri) ?? uri).slice(0, 200);
