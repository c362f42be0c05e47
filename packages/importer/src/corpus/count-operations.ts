import type { JsonValue } from "@breezeway/core";
import { defaultLimits } from "../import-options.ts";
import { get, isObject, objectAt } from "../json/json-object.ts";
import { decodeBytes, parseText } from "../parse/parse-text.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** Operations that stand in the file itself, counted without any of the importer's reading; path items by reference are left out. */
export const countOperations = (bytes: Uint8Array): number => {
  const root: JsonValue = parseText(decodeBytes(bytes), defaultLimits).value;
  const paths = isObject(root) ? (objectAt(root, "paths") ?? {}) : {};
  let count = 0;
  for (const [path, item] of Object.entries(paths)) {
    if (path.startsWith("x-") || !isObject(item)) continue;
    count += methods.filter((method) => isObject(get(item, method))).length;
    count += Object.keys(objectAt(item, "additionalOperations") ?? {}).length;
  }
  return count;
};
