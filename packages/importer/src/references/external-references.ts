import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, put } from "../json/json-object.ts";
import { brokenKey } from "./resolver.ts";

/** A `$ref` that leads out of its file. */
export interface ExternalReference {
  readonly holder: JsonObject;
  /** Absolute address of the file, without fragment; `undefined` where it is no address at all. */
  readonly target: string | undefined;
  readonly reference: string;
  readonly pointer: string;
}

const literalKeys = new Set(["example", "default", "const", "enum"]);

/** Every external reference of a file; what stands in examples and extensions is data, not structure. */
export const externalReferences = (root: JsonValue, fileUri: string, ids: ReadonlySet<string>): ExternalReference[] => {
  const found: ExternalReference[] = [];
  const visited = new Set<JsonValue>();
  const stack: { readonly node: JsonValue; readonly pointer: string; readonly isMap: boolean }[] = [
    { node: root, pointer: "#", isMap: false },
  ];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, pointer, isMap } = item;
    if (typeof node !== "object" || node === null || visited.has(node)) continue;
    visited.add(node);
    if (isObject(node)) {
      const reference = isMap ? undefined : get(node, "$ref");
      if (typeof reference === "string" && !reference.startsWith("#") && !ids.has(reference))
        found.push({ holder: node, target: targetOf(reference, fileUri), reference, pointer });
    }
    for (const [key, child] of Object.entries(node)) {
      if (!isMap && (literalKeys.has(key) || key.startsWith("x-") || (key === "examples" && Array.isArray(child))))
        continue;
      stack.push({
        node: child,
        pointer: `${pointer}/${key}`,
        isMap: !isMap && (key === "properties" || key === "patternProperties"),
      });
    }
  }
  return found;
};

const targetOf = (reference: string, fileUri: string): string | undefined => {
  if (!URL.canParse(reference, fileUri)) return undefined;
  const url = new URL(reference, fileUri);
  url.hash = "";
  return url.href;
};

/** Takes a reference out and says why in its place. */
export const markBroken = (holder: JsonObject, reason: string): void => {
  for (const key of Object.keys(holder)) delete holder[key];
  put(holder, brokenKey, reason);
};

/** `$id`s that schemas of a document give themselves: references to these stay inside. */
export const declaredIds = (root: JsonValue): Set<string> => {
  const ids = new Set<string>();
  const visited = new Set<JsonValue>();
  const stack: JsonValue[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node !== "object" || node === null || visited.has(node)) continue;
    visited.add(node);
    const id = isObject(node) ? get(node, "$id") : undefined;
    if (typeof id === "string") ids.add(id);
    for (const child of Object.values(node)) if (typeof child === "object" && child !== null) stack.push(child);
  }
  return ids;
};
