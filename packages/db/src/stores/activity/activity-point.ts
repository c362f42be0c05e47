import type { ServerId } from "@breezeway/core";
import { histogramBuckets } from "./histogram.ts";

export interface ActivityInput {
  /** All servers of the workspace when absent. */
  readonly serverId?: ServerId;
  readonly from: Date;
  readonly to: Date;
}

/** One stretch of time. Histograms as in `histogram.ts`. */
export interface ActivityPoint {
  readonly at: Date;
  readonly calls: number;
  readonly failures: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Our own part of the duration. */
  readonly ownHistogram: readonly number[];
  readonly upstreamHistogram: readonly number[];
}

/** Calls that began within one step, ended alike and took alike. */
export interface CellRow {
  readonly at: Date;
  readonly succeeded: boolean;
  readonly own: number;
  readonly upstream: number;
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export const pointsOfCells = (cells: readonly CellRow[]): ActivityPoint[] => {
  const points = new Map<number, MutablePoint>();
  for (const cell of cells) addCell(points, cell);
  return [...points.values()];
};

type MutablePoint = { -readonly [Key in keyof ActivityPoint]: ActivityPoint[Key] } & {
  ownHistogram: number[];
  upstreamHistogram: number[];
};
const zeros = (): number[] => Array.from({ length: histogramBuckets }, () => 0);

const addCell = (points: Map<number, MutablePoint>, cell: CellRow): void => {
  const key = cell.at.getTime();
  const point = points.get(key) ?? {
    at: cell.at,
    calls: 0,
    failures: 0,
    bytesIn: 0,
    bytesOut: 0,
    ownHistogram: zeros(),
    upstreamHistogram: zeros(),
  };
  points.set(key, point);
  point.calls += cell.calls;
  point.failures += cell.succeeded ? 0 : cell.calls;
  point.bytesIn += cell.bytesIn;
  point.bytesOut += cell.bytesOut;
  point.ownHistogram[cell.own] = (point.ownHistogram[cell.own] ?? 0) + cell.calls;
  point.upstreamHistogram[cell.upstream] = (point.upstreamHistogram[cell.upstream] ?? 0) + cell.calls;
};
