import { createHash } from "node:crypto";
import type { JsonObject } from "@breezeway/core";
import { filesBase, uriOfPath } from "../files/file-set.ts";
import { defaultLimits } from "../import-options.ts";
import type { ImportedDocument, ImportResult } from "../import-result.ts";
import type { ImportRequest } from "../import-document.ts";
import type { Issue } from "../issues/issue.ts";
import { documentError } from "../parse/document-error.ts";
import { decodeBytes, parseText, requireObject } from "../parse/parse-text.ts";
import type { KnownVersion } from "./loader.ts";

export interface LoadedDocument {
  readonly root: JsonObject;
  readonly document: Omit<ImportedDocument, "title" | "version" | "description" | "dialect">;
  readonly source: ImportResult["source"];
  readonly issues: readonly Issue[];
  readonly unchanged: boolean;
}

export const loadDocument = async (request: ImportRequest, _known?: KnownVersion): Promise<LoadedDocument> => {
  request.onStage?.("load");
  const { input, loader } = request;
  const limits = { ...defaultLimits, ...request.options?.limits };
  let bytes: Uint8Array | undefined;
  let url: string | undefined;
  if (input.kind === "bytes") bytes = input.bytes;
  else if (input.kind === "file") bytes = await loader.readFile?.(input.path, limits.maxBytes);
  else if (input.kind === "url") {
    const answer = await loader.fetch?.({ url: input.url, headers: {}, maxBytes: limits.maxBytes });
    bytes = answer?.body;
    url = answer?.url;
  }
  if (bytes === undefined) throw documentError({ message: "Nothing could be read.", advice: "Check the address." });
  request.onStage?.("parse");
  const parsed = parseText(decodeBytes(bytes), limits);
  const root = requireObject(parsed.value, "The document");
  return {
    root,
    document: {
      hash: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.byteLength,
      files: 1,
      format: parsed.format,
      ...(url === undefined || url.startsWith(filesBase) ? {} : { url }),
    },
    source: { bytes, mediaType: parsed.format === "json" ? "application/json" : "application/yaml" },
    issues: [],
    unchanged: false,
  };
};

export const nameUri = uriOfPath;
