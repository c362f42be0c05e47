/** Latency histograms as stored: bucket `i` counts durations up to `100 µs × 2^(i/2)`; the last one takes the rest. */
export const histogramBuckets = 48;
const firstBoundUs = 100;

export const bucketBoundUs = (index: number): number => firstBoundUs * 2 ** (index / 2);

export const addHistograms = (histograms: readonly (readonly number[])[]): number[] => {
  const sum = Array.from({ length: histogramBuckets }, () => 0);
  for (const histogram of histograms)
    for (const [index, count] of histogram.entries()) sum[index] = (sum[index] ?? 0) + count;
  return sum;
};

/** The duration below which a share of the calls stayed, e.g. 0.95; interpolated within its bucket. Undefined for no calls. */
export const readPercentileUs = (histogram: readonly number[], share: number): number | undefined => {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let left = share * total;
  for (const [index, count] of histogram.entries()) {
    if (count > 0 && left <= count) {
      const lower = index === 0 ? 0 : bucketBoundUs(index - 1);
      return lower + (bucketBoundUs(index) - lower) * (left / count);
    }
    left -= count;
  }
  return bucketBoundUs(histogram.length - 1);
};
