import type { Diff } from "../diff/diff.ts";
import type { ImportResult } from "../import-result.ts";
import { put } from "../json/json-object.ts";
import type { EntriesName, ListName, ResultHead, Slice } from "./messages.ts";

/** What a worker sent: a result, and its difference from an earlier one where that was asked for. */
export interface JoinedResult {
  readonly result: ImportResult;
  readonly diff: Diff | undefined;
}

/** Puts a sliced result together again. */
export const createResultJoiner = ({ diff, ...head }: ResultHead) => {
  const lists = new Map<ListName, unknown[]>();
  const entries = new Map<EntriesName, Record<string, unknown>>();
  const list = (name: ListName): unknown[] => lists.get(name) ?? [];
  const record = (name: EntriesName): Record<string, unknown> => entries.get(name) ?? {};
  return {
    add: (slice: Slice): void => {
      if (slice.kind === "list") {
        const known = list(slice.name);
        known.push(...slice.items);
        lists.set(slice.name, known);
        return;
      }
      const known = record(slice.name);
      for (const [name, value] of slice.items) put(known, name, value);
      entries.set(slice.name, known);
    },
    // The worker is our own code: what it sent has the types it was cut from.
    joined: (): JoinedResult => ({
      result: {
        ...head,
        tools: list("tools"),
        issues: list("issues"),
        refused: list("refused"),
        definitions: record("definitions"),
        report: { ...head.report, tools: list("report.tools"), findings: list("report.findings") },
      } as ImportResult,
      diff:
        diff &&
        ({
          ...diff,
          added: list("diff.added"),
          removed: list("diff.removed"),
          renamed: list("diff.renamed"),
          changed: list("diff.changed"),
          breaking: list("diff.breaking"),
          overrides: { carried: record("diff.carried"), conflicts: list("diff.conflicts") },
        } as Diff),
    }),
  };
};
