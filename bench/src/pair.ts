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
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly residentMb: number;
}

export interface Comparison {
  readonly rows: readonly Row[];
  /** CPU per request of the first side over that of the last, run by run. */
  readonly ratios: readonly number[];
  readonly medianRatio: number;
}

const load = { connections: 32, warmUpRequests: 3_000 } as const;

/** Runs the sides in turn, `runs` times; every figure is the median over the runs. Throws when a request fails. */
export const compare = async (
  sides: readonly Side[],
  options: { runs: number; requests: number },
): Promise<Comparison> => {
  for (const side of sides) await measure(side, load.warmUpRequests);
  const runs: Row[][] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const rows: Row[] = [];
    for (const side of sides) rows.push(await measure(side, options.requests));
    runs.push(rows);
  }
  const ratios = runs.map((rows) => (rows[0]?.cpuUs ?? Number.NaN) / (rows.at(-1)?.cpuUs ?? Number.NaN));
  return {
    rows: sides.map((side, index) =>
      medianRow(
        side.name,
        runs.map((rows) => rows[index]),
      ),
    ),
    ratios,
    medianRatio: median(ratios),
  };
};

export const printComparison = (title: string, { rows, ratios, medianRatio }: Comparison, limit?: number): void => {
  console.log(`\n## ${title}\n`);
  console.log("| host | CPU µs/request | requests/s | p50 ms | p99 ms | memory MB |\n|---|---|---|---|---|---|");
  for (const row of rows)
    console.log(
      `| ${row.name} | ${row.cpuUs.toFixed(0)} | ${row.perSecond.toFixed(0)} | ${row.p50Ms.toFixed(2)} | ${row.p99Ms.toFixed(2)} | ${row.residentMb.toFixed(0)} |`,
    );
  const bound = limit === undefined ? "" : `, at most ${limit} wanted`;
  console.log(
    `\nCPU ratio first : last = ${medianRatio.toFixed(2)} (median of ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}${bound})`,
  );
};

const measure = async (side: Side, requests: number): Promise<Row> => {
  const cpuBefore = side.host.cpuUs();
  const result = await runLoad({
    url: side.host.url,
    headers: side.headers,
    body: side.body,
    connections: load.connections,
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

const medianRow = (name: string, rows: readonly (Row | undefined)[]): Row => {
  const of = (key: Exclude<keyof Row, "name">): number => median(rows.map((row) => row?.[key] ?? Number.NaN));
  return {
    name,
    cpuUs: of("cpuUs"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    perSecond: of("perSecond"),
    residentMb: of("residentMb"),
  };
};
