import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { JsonValue, ServerId, SourceId } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { ImportedDocumentRow, SourceRow, WorkspaceTx } from "@breezeway/db";
import { insertDocument, insertSource, replaceTools, saveOverrides } from "@breezeway/db";
import type { ImportResult } from "@breezeway/importer";
import type { SourceInput } from "../../api/imports.ts";
import type { NewSource } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";

const compress = promisify(brotliCompress);

/** A document that was read and made ready to be stored. */
export interface ReadDocument {
  readonly result: ImportResult;
  readonly kind: SourceRow["kind"];
  readonly compressed: Uint8Array;
  readonly row: Omit<ImportedDocumentRow, "importedAt">;
}

/** Reads a document again and makes sure that it is the one that was inspected. */
export const readDocument = async (ctx: WorkspaceContext, inspected: InspectedSource): Promise<ReadDocument> =>
  prepareDocument(await ctx.deps.importer.import({ source: inspected.source, scope: ctx.workspace.id }), inspected);

export interface InspectedSource {
  readonly source: SourceInput;
  readonly documentHash: string;
}

/** Makes an import ready to be stored. */
export const prepareDocument = async (
  result: ImportResult,
  { source, documentHash }: InspectedSource,
): Promise<ReadDocument> => {
  if (result.document.hash !== documentHash)
    throw new ServiceError("conflict", {
      message: "The document has changed since it was inspected. Inspect it again.",
      at: "documentHash",
    });
  return {
    result,
    kind: source.kind,
    compressed: await compress(result.source.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    row: {
      documentUrl: source.kind === "upload" ? null : (result.document.url ?? null),
      fileName: source.kind === "upload" ? source.fileName : null,
      documentHash: result.document.hash,
      documentTitle: result.document.title,
      documentVersion: result.document.version,
      dialect: result.document.dialect,
      definitions: { ...result.definitions },
      securitySchemes: asJson(result.securitySchemes),
      issues: asJson(result.issues),
      refused: asJson(result.refused),
      etag: result.document.etag ?? null,
    },
  };
};

/** The importer's lists hold plain data; writing and reading them back drops `undefined`, which JSON has not. */
const asJson = (list: readonly unknown[]): JsonValue[] => JSON.parse(JSON.stringify(list)) as JsonValue[];

/** Stores the document's bytes as they came, compressed, by their hash. */
export const storeDocument = (tx: WorkspaceTx, { result, compressed }: ReadDocument, now: Date): Promise<void> =>
  insertDocument(tx, {
    hash: result.document.hash,
    bytes: result.document.bytes,
    encoding: "brotli",
    body: compressed,
    now,
  });

/** Stores one inspected document as a source of a server: document, tools, and which of them are on. */
export const storeSource = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  input: {
    readonly id: SourceId;
    readonly serverId: ServerId;
    readonly position: number;
    readonly settings: NewSource;
    readonly document: ReadDocument;
    readonly now: Date;
  },
): Promise<void> => {
  const { id, settings, document, now } = input;
  await storeDocument(tx, document, now);
  await insertSource(tx, {
    id,
    serverId: input.serverId,
    position: input.position,
    title: settings.title || document.result.document.title,
    kind: document.kind,
    baseUrl: settings.baseUrl,
    variables: settings.variables,
    imported: { ...document.row, importedAt: now },
  });
  await replaceTools(tx, { sourceId: id, tools: document.result.tools });
  const isOn = chooseEnabled(settings, document.result);
  const overrides = document.result.tools
    .filter((tool) => !isOn(tool.operation.key))
    .map((tool) => ({ sourceId: id, key: tool.operation.key, override: { enabled: false } }));
  await saveOverrides(tx, { overrides, by: ctx.actor.userId, now });
};

const chooseEnabled = ({ enabled }: NewSource, result: ImportResult): ((key: string) => boolean) => {
  if (enabled === undefined && !result.suggestion.recommended) return () => true;
  const keys = new Set(enabled ?? result.suggestion.keys);
  return (key) => keys.has(key);
};
