import type { ImportResult } from "../import-result.ts";
import type { ResultHead, Slice } from "./messages.ts";

const sliceBytes = 50_000;

/** A result in pieces that are quick to receive. */
export const headOf = ({
  tools: _tools,
  issues: _issues,
  refused: _refused,
  definitions: _definitions,
  report,
  ...head
}: ImportResult): ResultHead => {
  const { tools: _sizes, findings: _findings, ...rest } = report;
  return { ...head, report: rest };
};

export function* slicesOf(result: ImportResult): Generator<Slice> {
  for (const list of ["tools", "issues", "refused"] as const)
    for (const items of bySize<unknown>(result[list])) yield { list, items };
  for (const items of bySize<unknown>(result.report.tools)) yield { list: "report.tools", items };
  for (const items of bySize<unknown>(result.report.findings)) yield { list: "report.findings", items };
  for (const items of bySize<readonly [string, unknown]>(Object.entries(result.definitions)))
    yield { list: "definitions", items };
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
