import type { ImportResult, ImportStage, Reimport, StoredImport } from "@breezeway/importer";
import type { SourceInput } from "../api/imports.ts";

export interface ImportCall {
  readonly source: SourceInput;
  /** Workspace for which it is read: what is remembered for one is not given to another. */
  readonly scope: string;
  /** Reads the document again, also when it was read a moment ago. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: ImportStage) => void;
}

export interface ReimportCall extends ImportCall {
  /** What is stored; `version` names what its tools are. */
  readonly before: StoredImport & { readonly version: string };
}

/** Reads documents in a worker thread. What was inspected a moment ago is not read again. */
export interface DocumentImporter {
  import(call: ImportCall): Promise<ImportResult>;
  /** The same for a document that was imported before: names are kept, and what differs is said. */
  reimport(call: ReimportCall): Promise<Reimport>;
  /** Whether the document at an address is another than the one known. */
  hasChanged(known: { readonly url: string; readonly hash: string; readonly etag?: string }): Promise<boolean>;
}
