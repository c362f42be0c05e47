import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComparedRow } from "./pair.ts";

/** What was wanted of one figure, and what it came to. */
export interface Verdict {
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly isMet: boolean;
}

export interface Section {
  readonly title: string;
  /** Markdown: tables and what has to be known to read them. */
  readonly text: string;
  readonly verdicts: readonly Verdict[];
}

/** A table of compared sides; the last one is the yardstick of the ratios. */
export const tableOf = (rows: readonly ComparedRow[]): string =>
  [
    "| host | CPU µs/request | ratio | runs | requests/s | p50 ms | p99 ms | memory MB |",
    "|---|---|---|---|---|---|---|---|",
    ...rows.map((row, index) => {
      const isYardstick = index === rows.length - 1;
      const ratio = isYardstick ? "1" : `**${row.medianRatio.toFixed(2)}**`;
      const runs = isYardstick ? "" : row.ratios.map((value) => value.toFixed(2)).join(" ");
      const figures = [row.perSecond.toFixed(0), row.p50Ms.toFixed(2), row.p99Ms.toFixed(2), row.residentMb.toFixed(0)];
      return `| ${row.name} | ${row.cpuUs.toFixed(0)} | ${ratio} | ${runs} | ${figures.join(" | ")} |`;
    }),
  ].join("\n");

export const atMost = (what: string, measured: number, wanted: number, unit = "×"): Verdict => ({
  what,
  measured: `${measured.toFixed(unit === "×" ? 2 : 1)} ${unit}`,
  wanted: `≤ ${wanted} ${unit}`,
  isMet: measured <= wanted,
});

const folder = fileURLToPath(new URL("../results", import.meta.url));

/** Writes the sections as a dated report below `bench/results`; returns its path. */
export const writeReport = (name: string, input: { readonly how: string; readonly sections: readonly Section[] }) => {
  const now = new Date().toISOString();
  const verdicts = input.sections.flatMap((section) => section.verdicts);
  const text = [
    `# ${name}, ${now.slice(0, 16).replace("T", " ")} UTC`,
    describeMachine(),
    input.how,
    verdicts.length === 0 ? "" : verdictTable(verdicts),
    ...input.sections.map((section) => `## ${section.title}\n\n${section.text}`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${now.slice(0, 10)}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.md`);
  writeFileSync(path, `${text}\n`);
  return path;
};

const verdictTable = (verdicts: readonly Verdict[]): string =>
  [
    "| figure | measured | wanted | |",
    "|---|---|---|---|",
    ...verdicts.map(
      ({ what, measured, wanted, isMet }) => `| ${what} | ${measured} | ${wanted} | ${isMet ? "met" : "**missed**"} |`,
    ),
  ].join("\n");

const describeMachine = (): string => {
  const [processor] = cpus();
  const versions = ["hono", "@hono/node-server", "undici"].map((name) => `${name} ${versionOf(name)}`).join(", ");
  return `Machine: ${cpus().length} cores (${processor?.model.trim() ?? "unknown"}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${release()}; load average ${loadavg()[0]?.toFixed(1) ?? "?"} at the end. Node ${process.version}, ${versions}.`;
};

const versionOf = (name: string): string => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return manifest.devDependencies[name] ?? "?";
};
