import type { JsonValue } from "@breezeway/core";
import { get, isObject } from "./json-object.ts";

// https://www.rfc-editor.org/rfc/rfc6901#section-3
export const escapeToken = (token: string): string => token.replaceAll("~", "~0").replaceAll("/", "~1");

/** Appends tokens to a pointer in fragment form: `#/paths/~1pages/get`. */
export const pointTo = (pointer: string, ...tokens: readonly (string | number)[]): string =>
  tokens.reduce<string>((path, token) => `${path}/${escapeToken(String(token))}`, pointer);

/** Tokens of a fragment pointer; `undefined` where it is no JSON pointer. */
export const pointerTokens = (fragment: string): string[] | undefined => {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  if (text === "") return [];
  const decoded = decodeFragment(text);
  if (!decoded.startsWith("/")) return undefined;
  return decoded
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
};

const decodeFragment = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A lone percent sign: people write pointers unencoded.
    if (error instanceof URIError) return text;
    throw error;
  }
};

/** One step down; arrays by decimal index. */
export const stepInto = (node: JsonValue | undefined, token: string): JsonValue | undefined => {
  if (Array.isArray(node)) return /^(?:0|[1-9]\d{0,8})$/.test(token) ? node[Number(token)] : undefined;
  return isObject(node) ? get(node, token) : undefined;
};
