import type { ActivityPoint, OutcomePoint } from "@breezeway/db";
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

const stepOf = (at: Date, { from, stepMs }: Range): number => Math.floor((at.getTime() - from.getTime()) / stepMs);
const stepsOf = ({ from, to, stepMs }: Range): number =>
  Math.max(1, Math.ceil((to.getTime() - from.getTime()) / stepMs));

/** How calls ended over the whole range, and those that failed by step; most first. */
export const outcomesOf = (
  points: readonly OutcomePoint[],
  range: Range,
): Pick<ActivityView, "outcomes" | "failures"> => {
  const rows = [...Map.groupBy(points, ({ outcome }) => outcome)]
    .map(([outcome, own]) => ({ outcome, own, calls: own.reduce((sum, { calls }) => sum + calls, 0) }))
    .toSorted((a, b) => b.calls - a.calls || a.outcome.localeCompare(b.outcome));
  return {
    outcomes: rows.map(({ outcome, calls }) => ({ outcome, calls })),
    failures: rows
      .filter(({ outcome }) => outcome !== "ok")
      .map(({ outcome, own }) => {
        const calls = Array.from({ length: stepsOf(range) }, () => 0);
        for (const point of own) {
          const step = stepOf(point.at, range);
          if (step in calls) calls[step] = (calls[step] ?? 0) + point.calls;
        }
        return { outcome, calls };
      }),
  };
};

/** One point for every step of the range, those without a call too. */
export const pointsOf = (points: readonly ActivityPoint[], range: Range): ActivityView["points"] => {
  const bySteps = Map.groupBy(points, ({ at }) => stepOf(at, range));
  return Array.from({ length: stepsOf(range) }, (_, step) => {
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
