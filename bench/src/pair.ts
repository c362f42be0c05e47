import type { HostProcess } from "./host-process.ts";
import { median, runLoad } from "./load.ts";

/** One side of a comparison: a running host and the request it is asked again and again. */
export interface Side {
  readonly name: string;
  readonly host: HostProcess;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Row {
  readonly name: string;
  /** CPU time of the host and its workers, all threads. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly residentMb: number;
}

export interface ComparedRow extends Row {
  /** CPU per request of this side over that of the yardstick, run by run. */
  readonly ratios: readonly number[];
  readonly medianRatio: number;
}

export interface LoadOptions {
  readonly runs: number;
  readonly requests: number;
  /** Before anything is measured; 20,000 unless told. */
  readonly warmUpRequests?: number;
}

const connections = 32;
// The compiler is still at work on a host of this size after ten thousand requests.
const defaultWarmUp = 20_000;

/** Runs the sides in turn, `runs` times, the last one being the yardstick; figures are medians. Throws when a request fails. */
export const compare = async (sides: readonly Side[], options: LoadOptions): Promise<readonly ComparedRow[]> => {
  for (const side of sides) await measure(side, options.warmUpRequests ?? defaultWarmUp);
  const runs: Row[][] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const rows: Row[] = [];
    for (const side of sides) rows.push(await measure(side, options.requests));
    runs.push(rows);
  }
  return sides.map((side, index) => {
    const rows = runs.flatMap((run) => run[index] ?? []);
    const ratios = runs.map((run) => (run[index]?.cpuUs ?? Number.NaN) / (run.at(-1)?.cpuUs ?? Number.NaN));
    return { ...medianRow(side.name, rows), ratios, medianRatio: median(ratios) };
  });
};

const measure = async (side: Side, requests: number): Promise<Row> => {
  const cpuBefore = side.host.cpuUs();
  const result = await runLoad({
    url: side.host.url,
    headers: side.headers,
    body: side.body,
    connections,
    requests,
  });
  if (result.failures > 0) throw new Error(`${side.name}: ${result.failures} of ${result.requests} requests failed.`);
  return {
    name: side.name,
    cpuUs: (side.host.cpuUs() - cpuBefore) / result.requests,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    perSecond: result.requests / result.seconds,
    residentMb: side.host.residentBytes() / 1e6,
  };
};

const medianRow = (name: string, rows: readonly Row[]): Row => {
  const of = (key: Exclude<keyof Row, "name">): number => median(rows.map((row) => row[key]));
  return {
    name,
    cpuUs: of("cpuUs"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    perSecond: of("perSecond"),
    residentMb: of("residentMb"),
  };
};
