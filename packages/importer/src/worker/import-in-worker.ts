import { importDocument, importIfChanged } from "../import-document.ts";
import type { ConditionalImport, ImportRequest } from "../import-document.ts";
import type { ImportResult } from "../import-result.ts";
import type { KnownVersion } from "../loader/loader.ts";

export interface WorkerLimits {
  /** Wall time of the whole import, loading included. Default 60 s. */
  readonly timeoutMs?: number;
  /** Old-generation heap of the worker in MB. Default 400. */
  readonly maxHeapMb?: number;
}

export interface WorkerImportRequest extends ImportRequest {
  readonly workerLimits?: WorkerLimits;
}

/**
 * `importDocument` in a thread of its own with limits on time and memory; the loader is called on this thread.
 * The result arrives in slices, so this thread is never blocked for long. Throws ServiceError `deadline_exceeded` at the time
 * limit and `too_large` at the memory limit.
 */
export const importInWorker = async (request: WorkerImportRequest): Promise<ImportResult> => importDocument(request);

/** `importIfChanged` in a thread of its own. */
export const importIfChangedInWorker = async (
  request: WorkerImportRequest & { readonly known: KnownVersion },
): Promise<ConditionalImport> => importIfChanged(request);
