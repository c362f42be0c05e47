import type { CorpusOutcome, CorpusRow } from "./corpus-row.ts";

const columns = [
  ["document", 44],
  ["version", 7],
  ["ops", 6],
  ["tools", 6],
  ["refused", 7],
  ["ms", 6],
  ["peak MB", 7],
  ["list bytes", 10],
  ["tokens", 7],
  ["largest schema", 14],
  ["findings", 8],
] as const;

const line = (cells: readonly (string | number)[]): string =>
  cells
    .map((cell, index) => pad(String(cell), columns[index]?.[1] ?? 8, index > 1))
    .join("  ")
    .trimEnd();

const pad = (text: string, width: number, right: boolean): string => {
  const cut = text.length > width ? `…${text.slice(text.length - width + 1)}` : text;
  return right ? cut.padStart(width) : cut.padEnd(width);
};

export const header = line(columns.map(([title]) => title));

/** A document's row, and below it what was refused and what is wrong. */
export const formatRow = (row: CorpusRow): string[] => [
  line([
    row.file,
    row.dialect,
    row.operations,
    row.tools,
    row.refused.length,
    row.milliseconds,
    row.peakMegabytes,
    row.listBytes,
    row.listTokens,
    row.largestSchemaBytes,
    row.findings,
  ]),
  ...row.refused.map(({ operation, reason }) => `    refused ${operation}: ${reason}`),
  ...(row.refusal === undefined ? [] : [`    document refused: ${row.refusal}`]),
  ...(row.crash === undefined ? [] : [`    CRASH ${row.crash}`]),
  ...(row.lost === 0 ? [] : [`    LOST ${row.lost} operations without a reason`]),
  ...row.broken.slice(0, 20).map((problem) => `    BROKEN ${problem}`),
];

export const formatSummary = (outcome: CorpusOutcome): string => {
  const { rows } = outcome;
  const sum = (of: (row: CorpusRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return [
    `${rows.length} documents`,
    `${sum((row) => row.operations)} operations`,
    `${sum((row) => row.tools)} tools`,
    `${sum((row) => row.refused.length)} refused with a reason`,
    `${rows.filter((row) => row.refusal !== undefined).length} documents refused`,
    `${outcome.crashes} crashes`,
    `${outcome.lost} unexplained losses`,
    `${outcome.broken} broken rules`,
  ].join(", ");
};
