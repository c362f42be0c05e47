import type { Diff } from "../diff/diff.ts";
import type { ImportResult } from "../import-result.ts";
import { slicedDiffLists, slicedLists } from "./messages.ts";
import type { EntriesName, ListName, ResultHead, Slice } from "./messages.ts";

const sliceBytes = 50_000;

/** A result in pieces that are quick to receive. */
export const headOf = (
  { tools: _tools, issues: _issues, refused: _refused, definitions: _definitions, report, ...head }: ImportResult,
  diff: Diff | undefined,
): ResultHead => {
  const { tools: _sizes, findings: _findings, ...rest } = report;
  return {
    ...head,
    report: rest,
    diff: diff && { unchanged: diff.unchanged, addedScopes: diff.addedScopes },
  };
};

export function* slicesOf(result: ImportResult, diff: Diff | undefined): Generator<Slice> {
  for (const name of slicedLists) yield* listSlices(name, result[name]);
  yield* listSlices("report.tools", result.report.tools);
  yield* listSlices("report.findings", result.report.findings);
  yield* entrySlices("definitions", result.definitions);
  if (!diff) return;
  for (const name of slicedDiffLists) yield* listSlices(`diff.${name}`, diff[name]);
  yield* listSlices("diff.conflicts", diff.overrides.conflicts);
  yield* entrySlices("diff.carried", diff.overrides.carried);
}

function* listSlices(name: ListName, list: readonly unknown[]): Generator<Slice> {
  for (const items of bySize(list)) yield { kind: "list", name, items };
}

function* entrySlices(name: EntriesName, record: Readonly<Record<string, unknown>>): Generator<Slice> {
  for (const items of bySize(Object.entries(record))) yield { kind: "entries", name, items };
}

function* bySize<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    batch.push(item);
    bytes += JSON.stringify(item).length;
    if (bytes < sliceBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
