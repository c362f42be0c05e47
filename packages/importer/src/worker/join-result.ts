import type { ImportResult } from "../import-result.ts";
import { put } from "../json/json-object.ts";
import type { ResultHead, Slice } from "./messages.ts";

/** Puts a sliced result together again. */
export const createResultJoiner = (head: ResultHead) => {
  const lists: Record<Exclude<Slice["list"], "definitions">, unknown[]> = {
    tools: [],
    issues: [],
    refused: [],
    "report.tools": [],
    "report.findings": [],
  };
  const definitions: Record<string, unknown> = {};
  return {
    add: (slice: Slice): void => {
      if (slice.list === "definitions") for (const [name, schema] of slice.items) put(definitions, name, schema);
      else lists[slice.list].push(...slice.items);
    },
    // The worker is our own code: what it sent has the types it was cut from.
    result: (): ImportResult =>
      ({
        ...head,
        tools: lists.tools,
        issues: lists.issues,
        refused: lists.refused,
        definitions,
        report: { ...head.report, tools: lists["report.tools"], findings: lists["report.findings"] },
      }) as ImportResult,
  };
};
