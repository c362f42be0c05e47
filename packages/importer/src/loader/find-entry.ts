import { decodeBytes } from "../parse/parse-text.ts";

const statesVersion = /(?:^|[\s{,])["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/;
const hasPaths = /(?:^|[\s{,])["']?(?:paths|webhooks)["']?\s*:/;
const usualName = /(?:^|\/)(?:openapi|swagger|index|api|spec|root|main|apispec)[^/]*\.(?:json|ya?ml)$/i;

/** Whether a file's text looks like the root of an API description; the version may stand at its very end. */
export const looksLikeRoot = (bytes: Uint8Array): boolean => statesVersion.test(decodeBytes(bytes));

/** The root documents among several files, likeliest first: usual names, few folders, with paths. */
export const findEntries = (files: ReadonlyMap<string, Uint8Array>): string[] =>
  [...files]
    .filter(([name, bytes]) => /\.(?:json|ya?ml|txt)$/i.test(name) && looksLikeRoot(bytes))
    .map(([name, bytes]) => ({ name, rank: rank(name, bytes) }))
    .toSorted((left, right) => left.rank - right.rank || left.name.localeCompare(right.name, "en"))
    .map(({ name }) => name);

const rank = (name: string, bytes: Uint8Array): number => {
  const folders = name.split("/").length - 1;
  const paths = hasPaths.test(decodeBytes(bytes.subarray(0, 2_000_000))) ? 0 : 5;
  return folders + paths + (usualName.test(name) ? 0 : 0.5);
};
