import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isServiceError } from "@breezeway/core";
import { createFileLoader } from "../loader/file-loader.ts";
import { looksLikeRoot } from "../loader/find-entry.ts";
import { importInWorker } from "../worker/import-in-worker.ts";
import { brokenRules } from "./check-tools.ts";
import type { CorpusOutcome, CorpusRow } from "./corpus-row.ts";
import { countOperations } from "./count-operations.ts";
import { formatRow, formatSummary, header } from "./format-rows.ts";

export interface CorpusOptions {
  readonly write: (line: string) => void;
  readonly timeoutMs?: number;
}

/** Imports every API description below a folder, each in a worker of its own, and writes one row for each. */
export const runCorpus = async (folder: string, options: CorpusOptions): Promise<CorpusOutcome> => {
  const root = path.resolve(folder);
  const rows: CorpusRow[] = [];
  options.write(header);
  for (const file of await findDocuments(root)) {
    const row = await importOne(root, file, options.timeoutMs ?? 60_000);
    rows.push(row);
    for (const line of formatRow(row)) options.write(line);
  }
  const crashes = rows.filter((row) => row.crash !== undefined).length;
  const lost = rows.reduce((sum, row) => sum + row.lost, 0);
  const broken = rows.reduce((sum, row) => sum + row.broken.length, 0);
  const outcome = { rows, crashes, lost, broken, exitCode: crashes + lost + broken > 0 ? 1 : 0 };
  options.write(formatSummary(outcome));
  return outcome;
};

const findDocuments = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml|zip)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:node_modules|\.git)[\\/]/.test(file))
    .toSorted();
  const documents: string[] = [];
  for (const file of files) if (file.endsWith(".zip") || looksLikeRoot(await readFile(file))) documents.push(file);
  return documents;
};

const nothing = {
  dialect: "-",
  operations: 0,
  tools: 0,
  refused: [],
  listBytes: 0,
  listTokens: 0,
  largestSchemaBytes: 0,
  largestSchemaTool: "",
  findings: 0,
  lost: 0,
  broken: [],
};

const importOne = async (root: string, file: string, timeoutMs: number): Promise<CorpusRow> => {
  const started = performance.now();
  let peakBytes = 0;
  const name = path.relative(root, file);
  const measured = () => ({
    file: name,
    milliseconds: Math.round(performance.now() - started),
    peakMegabytes: Math.round(peakBytes / 1e6),
  });
  try {
    const result = await importInWorker({
      input: { kind: "file", path: file },
      loader: createFileLoader(root),
      workerLimits: { timeoutMs },
      onPeakHeap: (bytes) => {
        peakBytes = bytes;
      },
    });
    const times = measured();
    const counted = file.endsWith(".zip") ? result.operations : countOperations(await readFile(file));
    const accounted = result.tools.length + result.refused.length + result.notSelected;
    const { totals, findings } = result.report;
    return {
      ...times,
      dialect: result.document.dialect,
      operations: result.operations,
      tools: result.tools.length,
      refused: result.refused.map(({ operation, reason }) => ({ operation, reason })),
      listBytes: totals.listBytes,
      listTokens: totals.listTokens,
      largestSchemaBytes: totals.largestSchemaBytes,
      largestSchemaTool: totals.largestSchemaTool,
      findings: findings.filter((finding) => finding.severity !== "info").length,
      lost: Math.max(0, result.operations - accounted, counted - result.operations),
      broken: brokenRules(result.tools, 45),
    };
  } catch (error) {
    if (isServiceError(error)) return { ...nothing, ...measured(), refusal: `${error.code}: ${error.message}` };
    return { ...nothing, ...measured(), crash: error instanceof Error ? error.message : String(error) };
  }
};
