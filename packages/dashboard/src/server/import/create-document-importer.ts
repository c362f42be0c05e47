import { createHash } from "node:crypto";
import type { Clock, Egress } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { DocumentInput, ImportResult, Reimport, WorkerImportRequest } from "@breezeway/importer";
import { createEgressLoader, importIfChangedInWorker, importInWorker, reimportInWorker } from "@breezeway/importer";
import type { SourceInput, SourcePreset } from "../api/imports.ts";
import { createGate } from "../concurrency-gate.ts";
import type { DocumentImporter, ImportCall, ReimportCall } from "./document-importer.ts";

const rememberForMs = 10 * 60_000;
const mostRememberedBytes = 32_000_000;

export interface DocumentImporterOptions {
  readonly egress: Egress;
  readonly clock: Clock;
  readonly presets: readonly SourcePreset[];
}

/** Imports in worker threads, two at a time, and remembers results for ten minutes: *Create* follows an inspection. */
export const createDocumentImporter = ({ egress, clock, presets }: DocumentImporterOptions): DocumentImporter => {
  const gate = createGate({
    maxConcurrent: 2,
    maxQueued: 16,
    refusal: "Many documents are being imported at once. Try again in a few seconds.",
  });
  const imports = createRecentResults<ImportResult>(clock, (result) => result);
  const reimports = createRecentResults<Reimport>(clock, ({ result }) => result);
  const loader = createEgressLoader(egress);
  const requestOf = (call: ImportCall): WorkerImportRequest => ({
    input: readInput(call.source, presets),
    loader,
    ...(call.onStage && { onStage: call.onStage }),
    ...(call.signal && { signal: call.signal }),
  });
  return {
    import: (call) => imports.recall(keyOf(call), call.fresh, () => gate(() => importInWorker(requestOf(call)))),
    reimport: (call) =>
      reimports.recall(reimportKeyOf(call), call.fresh, () =>
        gate(() => reimportInWorker({ ...requestOf(call), before: call.before })),
      ),
    hasChanged: async ({ url, ...known }) => {
      const looked = await gate(() => importIfChangedInWorker({ input: { kind: "url", url }, loader, known }));
      return looked.changed && looked.result.document.hash !== known.hash;
    },
  };
};

const readInput = (source: SourceInput, presets: readonly SourcePreset[]): DocumentInput => {
  switch (source.kind) {
    case "url":
      return { kind: "url", url: source.url };
    case "upload":
      return { kind: "bytes", bytes: Buffer.from(source.content, "base64"), fileName: source.fileName };
    case "preset":
      return { kind: "url", url: presetUrl(source.preset, presets) };
  }
};

export const presetUrl = (id: string, presets: readonly SourcePreset[]): string => {
  const url = presets.find((preset) => preset.id === id)?.url;
  if (!url)
    throw new ServiceError("invalid_input", {
      message: "This API needs its document: give a URL or a file.",
      at: "source",
    });
  return url;
};

const hashOf = (...parts: readonly string[]): string => {
  const hash = createHash("sha256");
  // Lengths keep two lists of parts from reading the same.
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest("base64url");
};

const keyOf = ({ source, scope }: ImportCall): string => {
  switch (source.kind) {
    case "url":
      return hashOf(scope, source.kind, source.url);
    case "upload":
      return hashOf(scope, source.kind, source.fileName, source.content);
    case "preset":
      return hashOf(scope, source.kind, source.preset);
  }
};

const reimportKeyOf = (call: ReimportCall): string =>
  hashOf(keyOf(call), call.before.version, JSON.stringify(call.before.overrides));

const createRecentResults = <Result>(clock: Clock, importOf: (result: Result) => ImportResult) => {
  const results = new Map<string, { readonly result: Result; readonly until: number }>();
  const prune = (): void => {
    const nowMs = clock();
    for (const [key, { until }] of results) if (until <= nowMs) results.delete(key);
    let bytes = 0;
    for (const [key, { result }] of [...results].toReversed()) {
      bytes += importOf(result).document.bytes;
      if (bytes > mostRememberedBytes) results.delete(key);
    }
  };
  return {
    /** What was read a moment ago, else what reading gives. */
    recall: async (key: string, fresh: boolean | undefined, read: () => Promise<Result>): Promise<Result> => {
      prune();
      const known = fresh === true ? undefined : results.get(key)?.result;
      if (known) return known;
      const result = await read();
      results.delete(key);
      results.set(key, { result, until: clock() + rememberForMs });
      prune();
      return result;
    },
  };
};
