import type { ImportResult, ImportStage } from "@breezeway/importer";
import type { SourceInput } from "../api/imports.ts";

export interface ImportCall {
  readonly source: SourceInput;
  readonly signal?: AbortSignal;
  readonly onStage?: (stage: ImportStage) => void;
  /** Names of an earlier import by tool key; they are kept. */
  readonly keepNames?: Readonly<Record<string, string>>;
}

/** Reads documents in a worker thread. What was inspected a moment ago is not read again. */
export interface DocumentImporter {
  import(call: ImportCall): Promise<ImportResult>;
}
