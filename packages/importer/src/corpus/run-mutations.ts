import { readFile } from "node:fs/promises";
import { isServiceError } from "@breezeway/core";
import { importDocument } from "../import-document.ts";
import { defaultLimits } from "../import-options.ts";
import { decodeBytes, parseText, requireObject } from "../parse/parse-text.ts";
import { brokenRules } from "./check-tools.ts";
import { createRandom, mutateBytes, mutateTree } from "./mutate.ts";

export interface MutationOutcome {
  readonly runs: number;
  readonly imported: number;
  /** Refused with a typed error, by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Anything else, and tools that break a rule, with what reproduces it. */
  readonly failures: readonly string[];
  readonly slowestMs: number;
}

export interface MutationOptions {
  readonly files: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** Imports mutated copies of real documents; only results and typed errors may come of it. */
export const runMutations = async ({ files, count, seed, onProgress }: MutationOptions): Promise<MutationOutcome> => {
  const originals = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
  const parsed = originals.map(({ file, bytes }) => ({
    file,
    bytes,
    root: requireObject(parseText(decodeBytes(bytes), defaultLimits).value, file),
  }));
  const refused: Record<string, number> = {};
  const failures: string[] = [];
  let imported = 0;
  let slowestMs = 0;
  for (let run = 0; run < count; run += 1) {
    const original = parsed[run % parsed.length];
    if (original === undefined) break;
    const random = createRandom(seed + run * 7_919);
    const bytes =
      random() < 0.7
        ? Buffer.from(JSON.stringify(mutateTree(original.root, random)))
        : mutateBytes(original.bytes, random);
    const started = performance.now();
    try {
      const result = await importDocument({ input: { kind: "bytes", bytes }, loader: {} });
      imported += 1;
      const lost = result.operations - result.tools.length - result.refused.length;
      const problems = [...brokenRules(result.tools, 45), ...(lost > 0 ? [`${lost} operations lost`] : [])];
      if (problems.length > 0) failures.push(`${original.file} run ${run}: ${problems.slice(0, 3).join("; ")}`);
    } catch (error) {
      if (isServiceError(error)) refused[error.code] = (refused[error.code] ?? 0) + 1;
      else
        failures.push(
          `${original.file} run ${run}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
    }
    slowestMs = Math.max(slowestMs, performance.now() - started);
    if (run % 500 === 499) onProgress?.(run + 1);
  }
  return { runs: count, imported, refused, failures, slowestMs: Math.round(slowestMs) };
};
