import type { ImportResult, ImportStage } from "@breezeway/importer";
import type { SourceInput } from "../api/imports.ts";

export interface ImportCall {
  readonly source: SourceInput;
  /** Workspace for which it is read: what is remembered for one is not given to another. */
  readonly scope: string;
  /** Reads the document again, also when it was read a moment ago. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: ImportStage) => void;
  /** Names of an earlier import by tool key; they are kept. */
  readonly keepNames?: Readonly<Record<string, string>>;
}

/** Reads documents in a worker thread. What was inspected a moment ago is not read again. */
export interface DocumentImporter {
  import(call: ImportCall): Promise<ImportResult>;
  /** Whether the document at an address is another than the one known. */
  hasChanged(known: { readonly url: string; readonly hash: string; readonly etag?: string }): Promise<boolean>;
}
