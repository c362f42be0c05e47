import type { JsonObject, JsonValue } from "@breezeway/core";
import type { Problem } from "./validate.ts";
import { isObject } from "./schema-view.ts";

const accepted = "a file: { filename, mediaType, base64 } or { filename, mediaType, text }";

/** A file may be given as its text alone, as a stringified object, or as a list of files. */
export const healFile = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(healFile);
  if (typeof value !== "string") return value;
  const read = readFileObject(value);
  return read ?? { text: value };
};

const readFileObject = (text: string): JsonObject | undefined => {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const parsed = JSON.parse(text) as JsonValue;
    return isObject(parsed) && checkFile(parsed, []).length === 0 ? parsed : undefined;
  } catch {
    // A text file may begin with a brace; it is then the file's content.
    return undefined;
  }
};

export const checkFile = (value: JsonValue, path: readonly string[]): Problem[] => {
  if (Array.isArray(value))
    return value.flatMap((item, index) => checkFile(item, [...path, String(index)])).slice(0, 5);
  if (!isObject(value)) return [{ path, message: `must be ${accepted}` }];
  const hasBytes = typeof value["base64"] === "string";
  const hasText = typeof value["text"] === "string";
  if (hasBytes === hasText) return [{ path, message: `must be ${accepted}; give exactly one of base64 and text` }];
  for (const key of ["filename", "mediaType"])
    if (Object.hasOwn(value, key) && typeof value[key] !== "string")
      return [{ path: [...path, key], message: "must be a string" }];
  return [];
};
