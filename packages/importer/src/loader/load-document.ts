import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "@breezeway/core";
import { filesBase } from "../files/file-set.ts";
import { defaultLimits } from "../import-options.ts";
import type { ImportLimits, ImportOptions } from "../import-options.ts";
import type { ImportedDocument, ImportResult, ImportStage } from "../import-result.ts";
import type { Issue } from "../issues/issue.ts";
import { detectDialect } from "../normalise/dialect.ts";
import { documentError } from "../parse/document-error.ts";
import { decodeBytes, parseText, requireObject } from "../parse/parse-text.ts";
import { bundleFiles } from "../references/bundle-files.ts";
import { declaredIds, externalReferences, markBroken } from "../references/external-references.ts";
import type { DocumentInput, KnownVersion, Loader } from "./loader.ts";
import { openBytes, openFiles, openPath } from "./open-files.ts";
import { openUrl } from "./open-url.ts";
import type { OpenedSource, OpenInput } from "./opened-source.ts";

export interface LoadedDocument {
  readonly root: JsonObject;
  readonly document: Omit<ImportedDocument, "title" | "version" | "description" | "dialect">;
  readonly source: ImportResult["source"];
  readonly issues: readonly Issue[];
}

export interface LoadRequest {
  readonly input: DocumentInput;
  readonly loader: Loader;
  readonly options?: ImportOptions;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: ImportStage) => void;
}

/** Reads, parses and bundles a document; `undefined` where the address says that the known version still holds. */
export const loadDocument = async (request: LoadRequest, known?: KnownVersion): Promise<LoadedDocument | undefined> => {
  request.onStage?.("load");
  const limits = { ...defaultLimits, ...request.options?.limits };
  const opened = await openInput(request, limits, known);
  if (opened.unchanged === true) return undefined;
  request.onStage?.("parse");
  const parsed = parseText(decodeBytes(opened.bytes), limits);
  const root = requireObject(parsed.value, "The document");
  detectDialect(root);
  request.onStage?.("bundle");
  const collected = await collectFiles({ root, opened, limits });
  const bundled =
    collected.files.size === 0 ? root : await bundleFiles({ root, rootUri: opened.uri, others: collected.files });
  return {
    root: bundled,
    document: {
      hash: hashOf(opened.bytes, collected.bytes),
      bytes: opened.bytes.byteLength + collected.bytes.reduce((sum, bytes) => sum + bytes.byteLength, 0),
      files: collected.files.size + 1,
      format: parsed.format,
      ...(opened.url === undefined ? {} : { url: opened.url }),
      ...(opened.etag === undefined ? {} : { etag: opened.etag }),
      ...(opened.lastModified === undefined ? {} : { lastModified: opened.lastModified }),
    },
    source: sourceOf(opened, parsed.format, bundled, collected.files.size),
    issues: collected.issues,
  };
};

const openInput = async (request: LoadRequest, limits: ImportLimits, known?: KnownVersion): Promise<OpenedSource> => {
  const { input, loader, options, signal } = request;
  const open: OpenInput = { loader, limits, referenceOrigins: options?.referenceOrigins ?? [], signal, known };
  switch (input.kind) {
    case "bytes":
      return openBytes(input.bytes, input.fileName, open);
    case "files":
      return openFiles(input.files, input.entry, open);
    case "file":
      return openPath(input.path, open);
    case "url":
      return openUrl(input.url, open);
  }
};

interface Collected {
  readonly files: ReadonlyMap<string, JsonValue>;
  readonly bytes: readonly Uint8Array[];
  readonly issues: readonly Issue[];
}

/** Follows external references file by file; what cannot be read is marked where it is used. */
const collectFiles = async (input: {
  readonly root: JsonObject;
  readonly opened: OpenedSource;
  readonly limits: ImportLimits;
}): Promise<Collected> => {
  const { root, opened, limits } = input;
  const files = new Map<string, JsonValue>();
  const problems = new Map<string, string>();
  const bytes: Uint8Array[] = [];
  const issues: Issue[] = [];
  const ids = hasExternal(root, opened.uri) ? declaredIds(root) : new Set<string>();
  const queue: { readonly uri: string; readonly value: JsonValue }[] = [{ uri: opened.uri, value: root }];
  let total = opened.bytes.byteLength;

  const load = async (target: string): Promise<string | undefined> => {
    if (target === opened.uri || files.has(target)) return undefined;
    const known = problems.get(target);
    if (known !== undefined) return known;
    if (files.size + 1 >= limits.maxFiles) return `More than ${limits.maxFiles} files are referred to.`;
    const read = await opened.read(target);
    if ("problem" in read) return read.problem;
    total += read.bytes.byteLength;
    if (total > limits.maxTotalBytes)
      throw documentError({
        code: "too_large",
        message: `The document's files have more than ${limits.maxTotalBytes} bytes together.`,
        advice: "Leave out examples.",
      });
    const value = parseText(decodeBytes(read.bytes), limits, target.replace(filesBase, "")).value;
    bytes.push(read.bytes);
    files.set(target, value);
    queue.push({ uri: target, value });
    return undefined;
  };

  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const reference of externalReferences(next.value, next.uri, ids)) {
      const { target } = reference;
      const problem =
        target === undefined ? `${reference.reference.slice(0, 200)} is no address.` : await tryLoad(load, target);
      if (problem === undefined) continue;
      if (target !== undefined) problems.set(target, problem);
      markBroken(reference.holder, `The reference ${reference.reference.slice(0, 200)} cannot be followed: ${problem}`);
      issues.push(
        referenceIssue(reference.pointer, next.uri === opened.uri ? "" : next.uri, reference.reference, problem),
      );
    }
  }
  return { files, bytes, issues };
};

const hasExternal = (root: JsonObject, uri: string): boolean => externalReferences(root, uri, new Set()).length > 0;

/** A file that cannot be parsed costs the references to it, not the document; limits still hold. */
const tryLoad = async (
  load: (target: string) => Promise<string | undefined>,
  target: string,
): Promise<string | undefined> => {
  try {
    return await load(target);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "invalid_document") return error.message;
    throw error;
  }
};

const referenceIssue = (pointer: string, file: string, reference: string, problem: string): Issue => ({
  severity: "warning",
  code: "reference_refused",
  pointer: file.replace(filesBase, "") + pointer,
  message: `The reference ${reference.slice(0, 200)} was not followed: ${problem}`,
  advice: "Give all files together (a zip archive, or a folder), or allow the other origin.",
});

const hashOf = (root: Uint8Array, others: readonly Uint8Array[]): string => {
  const hash = createHash("sha256").update(root);
  for (const bytes of others) hash.update(bytes);
  return hash.digest("hex");
};

const sourceOf = (
  opened: OpenedSource,
  format: "json" | "yaml",
  bundled: JsonObject,
  others: number,
): ImportResult["source"] =>
  others > 0
    ? { bytes: new TextEncoder().encode(JSON.stringify(bundled)), mediaType: "application/json" }
    : { bytes: opened.bytes, mediaType: format === "json" ? "application/json" : "application/yaml" };
