import type { ImportOptions } from "./import-options.ts";
import type { ImportResult } from "./import-result.ts";
import type { DocumentInput, KnownVersion, Loader } from "./loader/loader.ts";

export type ImportStage = "load" | "parse" | "bundle" | "tools" | "lint";

export interface ImportRequest {
  readonly input: DocumentInput;
  readonly loader: Loader;
  readonly options?: ImportOptions;
  readonly onStage?: (stage: ImportStage) => void;
}

export type ConditionalImport =
  | { readonly changed: false; readonly hash: string }
  | { readonly changed: true; readonly result: ImportResult };

/**
 * Reads an OpenAPI document (2.0, 3.0, 3.1, 3.2; JSON or YAML; one file or several) and makes tools of it.
 * Throws a ServiceError (`invalid_document`, `too_large`, `egress_refused` …) whose `at` is a JSON pointer where there is one;
 * whatever is wrong with a single operation is listed in `refused` and `issues` instead.
 */
export const importDocument = async (_request: ImportRequest): Promise<ImportResult> => {
  throw new Error("not built yet");
};

/** Imports only if the document at the address is not the one already known (ETag, Last-Modified, then hash). */
export const importIfChanged = async (
  _request: ImportRequest & { readonly known: KnownVersion },
): Promise<ConditionalImport> => {
  throw new Error("not built yet");
};
