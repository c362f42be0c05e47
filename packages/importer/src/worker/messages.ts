import type { ServiceErrorCode } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { Diff } from "../diff/diff.ts";
import type { StoredImport } from "../diff/stored-import.ts";
import type { ImportOptions } from "../import-options.ts";
import type { ImportResult, ImportStage } from "../import-result.ts";
import type { DocumentInput, KnownVersion, Loader } from "../loader/loader.ts";

export type LoaderMethod = keyof Loader;

/** What the worker is started with. */
export interface WorkerTask {
  readonly input: DocumentInput;
  readonly options: ImportOptions | undefined;
  readonly known: KnownVersion | undefined;
  /** An earlier import: its names are kept, and the result is compared with it. */
  readonly before: StoredImport | undefined;
  /** Which of the loader's methods there are. */
  readonly abilities: readonly LoaderMethod[];
}

export interface WireError {
  readonly code: ServiceErrorCode | undefined;
  readonly message: string;
  readonly at: string | undefined;
}

/** Lists of a result that are sent in slices; everything else goes with the head. */
export const slicedLists = ["tools", "issues", "refused"] as const;
export type SlicedList = (typeof slicedLists)[number];

export type ResultHead = Omit<ImportResult, SlicedList | "definitions" | "report" | "source"> & {
  readonly source: ImportResult["source"];
  readonly report: Omit<ImportResult["report"], "tools" | "findings">;
  readonly diff: Pick<Diff, "unchanged" | "addedScopes"> | undefined;
};

export const slicedDiffLists = ["added", "removed", "renamed", "changed", "breaking"] as const;
export type SlicedDiffList = (typeof slicedDiffLists)[number];

export type ListName = SlicedList | "report.tools" | "report.findings" | `diff.${SlicedDiffList}` | "diff.conflicts";
export type EntriesName = "definitions" | "diff.carried";

export type Slice =
  | { readonly kind: "list"; readonly name: ListName; readonly items: readonly unknown[] }
  | { readonly kind: "entries"; readonly name: EntriesName; readonly items: readonly (readonly [string, unknown])[] };

export type FromWorker =
  | { readonly type: "stage"; readonly stage: ImportStage; readonly heapBytes: number }
  | { readonly type: "call"; readonly id: number; readonly method: LoaderMethod; readonly args: readonly unknown[] }
  | { readonly type: "unchanged"; readonly hash: string }
  | { readonly type: "head"; readonly head: ResultHead }
  | { readonly type: "slice"; readonly slice: Slice }
  | { readonly type: "done"; readonly peakHeapBytes: number }
  | { readonly type: "failed"; readonly error: WireError };

export type ToWorker =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "refusal"; readonly id: number; readonly error: WireError }
  /** The last slice is dealt with: the next one may come. */
  | { readonly type: "next" };

export const toWire = (error: unknown): WireError => {
  if (error instanceof ServiceError) return { code: error.code, message: error.message, at: error.at };
  return {
    code: undefined,
    message: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error),
    at: undefined,
  };
};

export const fromWire = ({ code, message, at }: WireError): Error =>
  code === undefined
    ? new Error(`The import failed inside its worker: ${message}`)
    : new ServiceError(code, { message, ...(at === undefined ? {} : { at }) });
