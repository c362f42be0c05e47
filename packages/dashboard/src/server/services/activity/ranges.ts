import type { ActivityRange } from "../../api/activity.ts";

const hourMs = 3_600_000;

export interface Range {
  readonly from: Date;
  readonly to: Date;
  /** Width of one point of the chart. */
  readonly stepMs: number;
}

const ranges: Record<ActivityRange, { readonly lengthMs: number; readonly stepMs: number }> = {
  "1h": { lengthMs: hourMs, stepMs: 60_000 },
  "24h": { lengthMs: 24 * hourMs, stepMs: hourMs },
  "7d": { lengthMs: 7 * 24 * hourMs, stepMs: 6 * hourMs },
  "30d": { lengthMs: 30 * 24 * hourMs, stepMs: 24 * hourMs },
};

/** A stretch that ends now and begins at a whole step, so that points do not shift while one looks. */
export const rangeOf = (range: ActivityRange, nowMs: number): Range => {
  const { lengthMs, stepMs } = ranges[range];
  const fromMs = Math.ceil((nowMs - lengthMs) / stepMs) * stepMs;
  return { from: new Date(fromMs), to: new Date(nowMs), stepMs };
};

/** The widest counts that fit into a step: minutes come from the events themselves. */
export const countedStepOf = ({ stepMs }: Range): "minute" | "hour" | "day" => {
  if (stepMs < hourMs) return "minute";
  return stepMs % (24 * hourMs) === 0 ? "day" : "hour";
};
