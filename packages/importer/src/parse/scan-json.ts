import { documentError } from "./document-error.ts";

const quote = 0x22;
const backslash = 0x5c;

/** Counts nesting and values of JSON text in one pass, before anything is built. Throws `too_large`. */
export const scanJson = (text: string, limits: { readonly maxDepth: number; readonly maxKeys: number }): void => {
  let depth = 0;
  let values = 0;
  // Entries of each open container.
  const entries: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      index = endOfString(text, index);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
      entries[depth] = 0;
      if (depth > limits.maxDepth) throw tooDeep(limits.maxDepth);
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    } else if (code === 0x2c) {
      values += 1;
      const count = (entries[depth] ?? 0) + 1;
      entries[depth] = count;
      if (values > limits.maxKeys) throw tooMany(limits.maxKeys);
      if (count > maxEntries) throw tooMany(maxEntries);
    }
  }
};

/** Entries of one object or list: no API has as many of anything. */
export const maxEntries = 200_000;

const endOfString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
};

const isEscaped = (text: string, position: number): boolean => {
  let backslashes = 0;
  while (text.charCodeAt(position - 1 - backslashes) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
};

export const tooDeep = (maxDepth: number) =>
  documentError({
    code: "too_large",
    message: `The document is nested more than ${maxDepth} levels deep.`,
    advice: "No OpenAPI document needs that; check that it is one.",
  });

export const tooMany = (maxKeys: number) =>
  documentError({
    code: "too_large",
    message: `The document has more than ${maxKeys} values.`,
    advice: "Split it, or leave out examples.",
  });
