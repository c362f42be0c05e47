import SwaggerParser from "@apidevtools/swagger-parser";
import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, put, textAt } from "../json/json-object.ts";
import { externalReferences } from "./external-references.ts";

/** Files by address, every external reference leading to one of them. */
export interface FilesToBundle {
  readonly root: JsonObject;
  readonly rootUri: string;
  readonly others: ReadonlyMap<string, JsonValue>;
}

/**
 * Several files → one document with internal references only. The parser reads nothing itself: its only resolver answers
 * from memory. Where it gives up on a reference that is broken inside a file, the files are joined as they are, so that
 * the reference costs its operation alone.
 */
export const bundleFiles = async (files: FilesToBundle): Promise<JsonObject> => {
  try {
    const bundled = await bundleByParser(withAbsoluteReferences(files));
    return leadsOutside(bundled, files.rootUri) ? joinFiles(files) : bundled;
  } catch (error) {
    // Every failure of the parser is about some reference; those are found again, one by one, later.
    if (error instanceof Error) return joinFiles(files);
    throw error;
  }
};

/** A copy in which every reference to another file is a whole address: the parser leaves those to the root as they are. */
const withAbsoluteReferences = ({ root, rootUri, others }: FilesToBundle): FilesToBundle => ({
  root: absoluteCopy(root, rootUri),
  rootUri,
  others: new Map([...others].map(([uri, file]) => [uri, absoluteCopy(file, uri)])),
});

const absoluteCopy = <Value extends JsonValue>(file: Value, uri: string): Value => {
  const copy = structuredClone(file);
  for (const { holder, target, reference } of externalReferences(copy, uri, new Set()))
    if (target !== undefined) holder["$ref"] = `${target}#${fragmentOf(reference)}`;
  return copy;
};

/** Turns addresses of the root into internal references, and says whether any other address is left. */
const leadsOutside = (bundled: JsonObject, rootUri: string): boolean => {
  let isLeft = false;
  for (const { holder, target, reference } of externalReferences(bundled, rootUri, new Set())) {
    if (target === rootUri) holder["$ref"] = `#${fragmentOf(reference)}`;
    else isLeft = true;
  }
  return isLeft;
};

const bundleByParser = async ({ root, rootUri, others }: FilesToBundle): Promise<JsonObject> => {
  const version = {
    openapi: get(root, "openapi"),
    swagger: get(root, "swagger"),
    info: get(root, "info"),
    servers: get(root, "servers"),
  };
  // The parser accepts some versions only, and rewrites servers; both are put back.
  const accepted: JsonObject = { ...root, info: { title: "", version: "" } };
  delete accepted["servers"];
  if (version.swagger === undefined || version.openapi !== undefined) accepted["openapi"] = "3.1.0";
  else accepted["swagger"] = "2.0";
  accepted["paths"] ??= {};
  const bundled = (await SwaggerParser.bundle(rootUri, accepted as never, {
    resolve: {
      external: true,
      file: false,
      http: false,
      memory: {
        order: 1,
        canRead: true,
        read: (file: { readonly url: string }) => textOf(others.get(withoutHash(file.url))),
      },
    },
    parse: { json: { order: 1, canParse: true }, yaml: false, text: false, binary: false },
  })) as unknown as JsonObject;
  for (const [key, value] of Object.entries(version)) {
    if (value === undefined) delete bundled[key];
    else put(bundled, key, value);
  }
  return bundled;
};

const withoutHash = (url: string): string => url.replace(/#.*$/s, "");

const textOf = (value: JsonValue | undefined): string => {
  if (value === undefined) throw new Error("The file is not in memory.");
  return JSON.stringify(value);
};

const joinedKey = "x-breezeway-files";

/** All files under one root; references are rewritten to lead there. */
const joinFiles = ({ root, rootUri, others }: FilesToBundle): JsonObject => {
  const names = new Map([...others.keys()].map((uri, index) => [uri, String(index)]));
  const place = (uri: string): string => (uri === rootUri ? "#" : `#/${joinedKey}/${names.get(uri) ?? ""}`);
  const relocated = (file: JsonValue, uri: string): JsonValue => {
    const copy = structuredClone(file);
    if (uri !== rootUri) rebaseInternal(copy, place(uri));
    for (const { holder, target, reference } of externalReferences(copy, uri, new Set()))
      if (target !== undefined) holder["$ref"] = place(target) + fragmentOf(reference);
    return copy;
  };
  const joined = relocated(root, rootUri) as JsonObject;
  const files: JsonObject = {};
  for (const [uri, value] of others) files[names.get(uri) ?? ""] = relocated(value, uri);
  joined[joinedKey] = files;
  return joined;
};

const fragmentOf = (reference: string): string => {
  const hash = reference.indexOf("#");
  const fragment = hash === -1 ? "" : reference.slice(hash + 1);
  return fragment === "/" ? "" : fragment;
};

/** References inside a file that mean its own root. */
const rebaseInternal = (node: JsonValue, base: string): void => {
  const stack: JsonValue[] = [node];
  const visited = new Set<JsonValue>();
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item !== "object" || item === null || visited.has(item)) continue;
    visited.add(item);
    const reference = isObject(item) ? textAt(item, "$ref") : undefined;
    if (isObject(item) && reference?.startsWith("#") === true) item["$ref"] = base + reference.slice(1);
    for (const child of Object.values(item)) if (typeof child === "object" && child !== null) stack.push(child);
  }
};
