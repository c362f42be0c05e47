import { gunzipSync } from "node:zlib";
import { Unzip, UnzipInflate } from "fflate";
import type { UnzipFile } from "fflate";
import type { ImportLimits } from "../import-options.ts";
import { documentError } from "../parse/document-error.ts";

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const tooLarge = (what: string, maxBytes: number) =>
  documentError({
    code: "too_large",
    message: `${what} unpacks to more than ${maxBytes} bytes.`,
    advice: "Leave out examples, or split the document.",
  });

const broken = (what: string, cause: unknown) =>
  documentError({
    message: `${what} cannot be unpacked.`,
    advice: "Pack it again, or give the document itself.",
    cause,
  });

/** A gzip file's content, never more than the limit. */
export const gunzip = (bytes: Uint8Array, maxBytes: number): Uint8Array => {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge("The file", maxBytes);
    throw broken("The file", error);
  }
};

const isDocumentFile = (name: string): boolean =>
  /\.(?:json|ya?ml|txt)$/i.test(name) && !/(?:^|\/)(?:__MACOSX|node_modules|\.[^/]+)\//.test(name);

/** JSON and YAML files of a zip archive by path; stops at the limits while it unpacks. */
export const unzip = (bytes: Uint8Array, limits: ImportLimits): Record<string, Uint8Array> => {
  const files: [string, Uint8Array][] = [];
  let total = 0;
  const archive = new Unzip((file) => {
    if (!isDocumentFile(file.name)) return;
    if (files.length >= limits.maxFiles)
      throw documentError({
        code: "too_large",
        message: `The archive has more than ${limits.maxFiles} files.`,
        advice: "Pack only the files of the API description.",
      });
    collect(
      file,
      (chunk) => {
        total += chunk.byteLength;
        if (total > limits.maxTotalBytes) throw tooLarge("The archive", limits.maxTotalBytes);
      },
      (content) => files.push([file.name, content]),
    );
  });
  archive.register(UnzipInflate);
  try {
    // Small pieces, so that a bomb is noticed long before it is unpacked.
    for (let start = 0; start < bytes.byteLength; start += 65_536)
      archive.push(bytes.subarray(start, start + 65_536), start + 65_536 >= bytes.byteLength);
  } catch (error) {
    if (error instanceof Error && error.name === "ServiceError") throw error;
    throw broken("The archive", error);
  }
  return Object.fromEntries(files.map(([name, content]) => [name.replaceAll("\\", "/").replace(/^\/+/, ""), content]));
};

const collect = (file: UnzipFile, onBytes: (chunk: Uint8Array) => void, onEnd: (content: Uint8Array) => void): void => {
  const chunks: Uint8Array[] = [];
  file.ondata = (error, chunk, isFinal) => {
    if (error !== null) throw error;
    onBytes(chunk);
    chunks.push(chunk);
    if (isFinal) onEnd(Buffer.concat(chunks));
  };
  file.start();
};
