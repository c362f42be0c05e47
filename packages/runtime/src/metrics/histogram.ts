import type { Metric, Registry } from "prom-client";

/**
 * A histogram without labels that costs a few nanoseconds to observe: prom-client's own hashes labels each time, which
 * shows in every call. It is written out by prom-client like any other.
 */
export interface PlainHistogram {
  readonly observe: (value: number) => void;
}

export const createHistogram = (
  registry: Registry,
  given: { readonly name: string; readonly help: string; readonly buckets: readonly number[] },
): PlainHistogram => {
  const { name, help, buckets } = given;
  const counts = new Float64Array(buckets.length + 1);
  let sum = 0;
  const written = () => {
    let total = 0;
    const values = [...buckets, "+Inf"].map((le, index) => {
      total += counts[index] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le }, value: total };
    });
    return [
      ...values,
      { metricName: `${name}_sum`, labels: {}, value: sum },
      { metricName: `${name}_count`, labels: {}, value: total },
    ];
  };
  const metric = {
    name,
    help,
    type: "histogram",
    aggregator: "sum",
    get: () => Promise.resolve({ name, help, type: "histogram", aggregator: "sum", values: written() }),
    reset: () => counts.fill(0),
  };
  registry.registerMetric(metric as unknown as Metric);
  return {
    observe: (value) => {
      let index = 0;
      while (index < buckets.length && value > (buckets[index] ?? 0)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    },
  };
};
