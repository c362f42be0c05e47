import type { JsonObject, JsonValue } from "@breezeway/core";
import { CORE_SCHEMA, load, mergeTag, YAMLException } from "js-yaml";
import { isObject } from "../json/json-object.ts";
import { documentError } from "./document-error.ts";
import { maxEntries, scanJson, tooDeep, tooMany } from "./scan-json.ts";

export interface ParseLimits {
  readonly maxDepth: number;
  readonly maxKeys: number;
  readonly maxAliases: number;
}

export interface ParsedText {
  readonly value: JsonValue;
  readonly format: "json" | "yaml";
}

/** JSON or YAML text → plain data, within limits. Throws ServiceError `invalid_document` or `too_large`. */
export const parseText = (text: string, limits: ParseLimits, fileName?: string): ParsedText => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (/^\s*[{[]/.test(body.slice(0, 2_000))) {
    scanJson(body, limits);
    const parsed = tryJson(body);
    if (parsed.ok) return { value: parsed.value, format: "json" };
    return { value: parseYaml(body, limits, fileName, parsed.message), format: "yaml" };
  }
  return { value: parseYaml(body, limits, fileName), format: "yaml" };
};

/** Bytes of a file as text: UTF-8, or UTF-16 where a byte order mark says so. */
export const decodeBytes = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
};

/** A parsed file whose root has to be an object. */
export const requireObject = (value: JsonValue, what: string): JsonObject => {
  if (isObject(value)) return value;
  throw documentError({
    message: `${what} holds no object at its root.`,
    advice: "Give the address or file of an OpenAPI document (JSON or YAML).",
    at: "#",
  });
};

const tryJson = (text: string): { ok: true; value: JsonValue } | { ok: false; message: string } => {
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, message: error.message };
    throw error;
  }
};

// YAML 1.2 core without timestamps, so that dates stay text; `<<` is common in hand-written documents.
const schema = CORE_SCHEMA.withTags(mergeTag);

const parseYaml = (text: string, limits: ParseLimits, fileName?: string, jsonMessage?: string): JsonValue => {
  const value = loadYaml(text, { limits, fileName, jsonMessage, isRepaired: false });
  assertTreeSize(value, limits);
  return value as JsonValue;
};

interface YamlInput {
  readonly limits: ParseLimits;
  readonly fileName: string | undefined;
  readonly jsonMessage: string | undefined;
  readonly isRepaired: boolean;
}

const loadYaml = (text: string, input: YamlInput): unknown => {
  const { limits, fileName, jsonMessage } = input;
  try {
    return load(text, {
      schema,
      json: true,
      maxDepth: limits.maxDepth,
      maxAliases: limits.maxAliases,
      maxTotalMergeKeys: 100_000,
    });
  } catch (error) {
    if (!input.isRepaired && error instanceof YAMLException && error.reason.includes("deficient indentation"))
      return loadYaml(indentClosingBrackets(text), { ...input, isRepaired: true });
    if (error instanceof RangeError) throw tooDeep(limits.maxDepth);
    const reason = jsonMessage ?? (error instanceof YAMLException ? error.message : "it cannot be read");
    if (/depth|alias|merge/i.test(reason) && /max|limit|exceed|too many/i.test(reason))
      throw documentError({
        code: "too_large",
        message: `The document is nested or aliased beyond the limits (${quoted(reason)}).`,
        advice: "Write shared parts with $ref instead of YAML aliases.",
      });
    throw documentError({
      message: `${fileName ?? "The document"} is neither valid JSON nor valid YAML: ${quoted(reason)}.`,
      advice: "Correct it there and import again.",
      at: fileName ?? "#",
      cause: error,
    });
  }
};

/** A closing bracket may not stand as far left as its key, yet most parsers take it and people write it. */
const indentClosingBrackets = (text: string): string => text.replace(/^( *)([}\]][},\] ]*)$/gm, "$1 $2");

/** An alias counts as often as it is used: that is what walking the document would cost. */
const assertTreeSize = (root: unknown, limits: ParseLimits): void => {
  const stack: { readonly node: unknown; readonly depth: number }[] = [{ node: root, depth: 0 }];
  let values = 0;
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item.node !== "object" || item.node === null) continue;
    if (item.depth > limits.maxDepth) throw tooDeep(limits.maxDepth);
    const children = Array.isArray(item.node) ? item.node : Object.values(item.node);
    values += children.length;
    if (values > limits.maxKeys) throw tooMany(limits.maxKeys);
    if (children.length > maxEntries) throw tooMany(maxEntries);
    for (const node of children) stack.push({ node, depth: item.depth + 1 });
  }
};

const quoted = (reason: string): string => reason.split("\n")[0]?.slice(0, 200) ?? "";
