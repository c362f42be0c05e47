import { cx } from "../class-names.ts";
import { type Box, isAlone, labelIndexes, linePath, xOf, yOf } from "./scale.ts";
import styles from "./time-chart.module.css";

export interface Series {
  label: string;
  tone: "first" | "second" | "third" | "bad";
  values: readonly (number | null)[];
}

export function Axes({
  ticks,
  max,
  box,
  times,
  formatTime,
  formatValue,
}: {
  ticks: readonly number[];
  max: number;
  box: Box;
  times: readonly string[];
  formatTime: (iso: string) => string;
  formatValue: (value: number) => string;
}) {
  return (
    <g className={styles["axes"]} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={box.left} x2={box.width - box.right} y1={yOf(tick, max, box)} y2={yOf(tick, max, box)} />
          <text x={box.left - 8} y={yOf(tick, max, box) + 4} textAnchor="end">
            {tick === 0 ? "0" : formatValue(tick)}
          </text>
        </g>
      ))}
      {labelIndexes(times.length, Math.max(2, Math.floor(box.width / 110))).map((index) => (
        <text key={index} x={xOf(index, times.length, box)} y={box.height - 6} textAnchor="middle">
          {formatTime(times[index] ?? "")}
        </text>
      ))}
    </g>
  );
}

const maxDots = 48;

/** Lines, with a dot on each value where there is room, and always on one between two gaps: it would not be seen otherwise. */
export function Lines({ series, max, box }: { series: readonly Series[]; max: number; box: Box }) {
  return series.map(({ label, tone, values }) => (
    <g key={label} className={styles[tone]}>
      <path className={styles["line"]} d={linePath(values, max, box)} />
      {values.map((value, index) =>
        value === null || (values.length > maxDots && !isAlone(values, index)) ? null : (
          <circle
            key={index}
            className={styles["bar"]}
            cx={xOf(index, values.length, box)}
            cy={yOf(value, max, box)}
            r="3"
          />
        ),
      )}
    </g>
  ));
}

export function Bars({ series, max, box, count }: { series: readonly Series[]; max: number; box: Box; count: number }) {
  const slot = (box.width - box.left - box.right) / Math.max(count, 1);
  const thickness = Math.max(1.5, Math.min(slot * 0.72, 26));
  return (
    <g>
      {Array.from({ length: count }, (_, index) => {
        let below = 0;
        return series.map(({ label, tone, values }) => {
          const value = values[index] ?? 0;
          const y = yOf(below + value, max, box);
          const height = yOf(below, max, box) - y;
          below += value;
          if (value === 0) return null;
          return (
            <rect
              key={`${label} ${index}`}
              className={cx(styles["bar"], styles[tone])}
              x={xOf(index, count, box) - thickness / 2}
              y={y}
              width={thickness}
              height={Math.max(height, 1)}
              rx={Math.min(2, thickness / 3)}
            />
          );
        });
      })}
    </g>
  );
}
