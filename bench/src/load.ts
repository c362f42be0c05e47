import { Pool } from "undici";

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Closed loop: each connection sends its next request when the last one is answered. */
export const runLoad = async (input: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly requests: number;
}): Promise<LoadResult> => {
  const { origin, pathname } = new URL(input.url);
  const pool = new Pool(origin, { connections: input.connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let started = 0;
  let failures = 0;
  const loop = async (): Promise<void> => {
    while (started < input.requests) {
      started += 1;
      const beganAt = performance.now();
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: pathname,
        headers: input.headers,
        body: input.body,
      });
      const text = await body.text();
      latenciesMs.push(performance.now() - beganAt);
      if (statusCode !== 200 || text.includes('"isError":true') || text.includes('"error":')) failures += 1;
    }
  };
  const beganAt = performance.now();
  await Promise.all(Array.from({ length: input.connections }, loop));
  const seconds = (performance.now() - beganAt) / 1000;
  await pool.close();
  latenciesMs.sort((a, b) => a - b);
  return {
    requests: latenciesMs.length,
    failures,
    seconds,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
};

export const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
