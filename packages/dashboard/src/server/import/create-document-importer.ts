import { createHash } from "node:crypto";
import type { Clock, Egress } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { DocumentInput, ImportResult } from "@breezeway/importer";
import { createEgressLoader, importIfChangedInWorker, importInWorker } from "@breezeway/importer";
import type { SourceInput, SourcePreset } from "../api/imports.ts";
import { createGate } from "../concurrency-gate.ts";
import type { DocumentImporter, ImportCall } from "./document-importer.ts";

const rememberForMs = 10 * 60_000;
const mostRememberedBytes = 64_000_000;

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
  const recent = createRecentResults(clock);
  const loader = createEgressLoader(egress);
  return {
    import: async (call) => {
      const key = keyOf(call);
      const known = call.fresh === true ? undefined : recent.get(key);
      if (known) return known;
      const result = await gate(() =>
        importInWorker({
          input: readInput(call.source, presets),
          loader,
          ...(call.keepNames && { options: { keepNames: call.keepNames } }),
          ...(call.onStage && { onStage: call.onStage }),
          ...(call.signal && { signal: call.signal }),
        }),
      );
      recent.set(key, result);
      return result;
    },
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

const keyOf = ({ source, keepNames, scope }: ImportCall): string =>
  createHash("sha256")
    .update(JSON.stringify([scope, source, keepNames ?? null]))
    .digest("base64url");

const createRecentResults = (clock: Clock) => {
  const results = new Map<string, { readonly result: ImportResult; readonly until: number }>();
  const prune = () => {
    const nowMs = clock();
    for (const [key, { until }] of results) if (until <= nowMs) results.delete(key);
    let bytes = 0;
    for (const [key, { result }] of [...results].toReversed()) {
      bytes += result.document.bytes;
      if (bytes > mostRememberedBytes) results.delete(key);
    }
  };
  return {
    get: (key: string): ImportResult | undefined => {
      prune();
      return results.get(key)?.result;
    },
    set: (key: string, result: ImportResult) => {
      results.delete(key);
      results.set(key, { result, until: clock() + rememberForMs });
      prune();
    },
  };
};
