import type { ActivityPoint } from "@breezeway/db";
import { addHistograms, readPercentileUs } from "@breezeway/db";
import type { ActivityView } from "../../api/activity.ts";
import type { Range } from "./ranges.ts";

type Percentiles = NonNullable<ActivityView["latency"]>["own"];

const inMs = (us: number | undefined): number => Math.round((us ?? 0) / 10) / 100;

const percentilesOf = (histogram: readonly number[]): Percentiles | null =>
  readPercentileUs(histogram, 0.5) === undefined
    ? null
    : {
        p50: inMs(readPercentileUs(histogram, 0.5)),
        p95: inMs(readPercentileUs(histogram, 0.95)),
        p99: inMs(readPercentileUs(histogram, 0.99)),
      };

export const totalsOf = (points: readonly ActivityPoint[]): { calls: number; errors: number } => ({
  calls: points.reduce((sum, { calls }) => sum + calls, 0),
  errors: points.reduce((sum, { failures }) => sum + failures, 0),
});

export const latencyOf = (points: readonly ActivityPoint[]): ActivityView["latency"] => {
  const own = percentilesOf(addHistograms(points.map(({ ownHistogram }) => ownHistogram)));
  const upstream = percentilesOf(addHistograms(points.map(({ upstreamHistogram }) => upstreamHistogram)));
  return own && upstream ? { own, upstream } : null;
};

/** One point for every step of the range, those without a call too. */
export const pointsOf = (points: readonly ActivityPoint[], range: Range): ActivityView["points"] => {
  const stepOf = (at: Date) => Math.floor((at.getTime() - range.from.getTime()) / range.stepMs);
  const bySteps = Map.groupBy(points, ({ at }) => stepOf(at));
  const steps = Math.max(1, Math.ceil((range.to.getTime() - range.from.getTime()) / range.stepMs));
  return Array.from({ length: steps }, (_, step) => {
    const own = bySteps.get(step) ?? [];
    const { calls, errors } = totalsOf(own);
    return {
      at: new Date(range.from.getTime() + step * range.stepMs).toISOString(),
      calls,
      errors,
      ownMs: percentilesOf(addHistograms(own.map(({ ownHistogram }) => ownHistogram))),
      upstreamMs: percentilesOf(addHistograms(own.map(({ upstreamHistogram }) => upstreamHistogram))),
    };
  });
};
