import { type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { cx } from "../class-names.ts";
import { Disclosure } from "../disclosure.tsx";
import { Table } from "../table.tsx";
import { text } from "../../text/en.ts";
import { type Box, labelIndexes, linePath, niceTicks, xOf, yOf } from "./scale.ts";
import styles from "./time-chart.module.css";

export interface Series {
  label: string;
  tone: "first" | "second" | "third" | "bad";
  values: readonly (number | null)[];
}

/** Bars (stacked) or lines over time, drawn by hand, with every number in a table beside it. */
export function TimeChart({
  title,
  kind,
  series,
  times,
  formatTime,
  formatValue,
}: {
  title: string;
  kind: "bars" | "lines";
  series: readonly Series[];
  times: readonly string[];
  formatTime: (iso: string) => string;
  formatValue: (value: number) => string;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [hovered, setHovered] = useState<number>();
  const titleId = useId();
  useEffect(() => {
    if (frame.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, entry.contentRect.width)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const tops = times.map((_, index) =>
    kind === "bars"
      ? series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)
      : Math.max(0, ...series.map(({ values }) => values[index] ?? 0)),
  );
  const ticks = niceTicks(Math.max(0, ...tops));
  const max = ticks.at(-1) ?? 1;
  const box: Box = { width, height: 220, left: 48, right: 8, top: 10, bottom: 26 };
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const slot = Math.floor(((x - box.left) / (box.width - box.left - box.right)) * times.length);
    setHovered(slot >= 0 && slot < times.length ? slot : undefined);
  };
  return (
    <figure className={styles["chart"]} ref={frame}>
      <figcaption className={styles["legend"]}>
        <span className="visually-hidden" id={titleId}>
          {title}
        </span>
        {series.map(({ label, tone, values }) => (
          <span key={label} className={styles["key"]}>
            <span className={cx(styles["swatch"], styles[tone])} aria-hidden="true" />
            {label}
            {hovered !== undefined && <strong>{values[hovered] == null ? "–" : formatValue(values[hovered])}</strong>}
          </span>
        ))}
        {hovered !== undefined && <span className={styles["at"]}>{formatTime(times[hovered] ?? "")}</span>}
      </figcaption>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${box.height}`}
        height={box.height}
        role="img"
        aria-labelledby={titleId}
        onPointerMove={onMove}
        onPointerLeave={() => setHovered(undefined)}
      >
        <Axes ticks={ticks} max={max} box={box} times={times} formatTime={formatTime} formatValue={formatValue} />
        {hovered !== undefined && (
          <line
            className={styles["cursor"]}
            x1={xOf(hovered, times.length, box)}
            x2={xOf(hovered, times.length, box)}
            y1={box.top}
            y2={box.height - box.bottom}
          />
        )}
        {kind === "bars" ? (
          <Bars series={series} max={max} box={box} count={times.length} />
        ) : (
          <Lines series={series} max={max} box={box} />
        )}
      </svg>
      <Disclosure summary={text.chart.asTable}>
        <Table compact caption={title} head={[text.chart.time, ...series.map(({ label }) => label)]}>
          {times.map((at, index) => (
            <tr key={at}>
              <th scope="row">{formatTime(at)}</th>
              {series.map(({ label, values }) => (
                <td key={label}>{values[index] == null ? "–" : formatValue(values[index])}</td>
              ))}
            </tr>
          ))}
        </Table>
      </Disclosure>
    </figure>
  );
}

function Axes({
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
            {formatValue(tick)}
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

/** Lines, with a dot on each value where there is room: a value between two gaps would not be seen otherwise. */
function Lines({ series, max, box }: { series: readonly Series[]; max: number; box: Box }) {
  return series.map(({ label, tone, values }) => (
    <g key={label} className={styles[tone]}>
      <path className={styles["line"]} d={linePath(values, max, box)} />
      {values.length <= maxDots &&
        values.map((value, index) =>
          value === null ? null : (
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

function Bars({ series, max, box, count }: { series: readonly Series[]; max: number; box: Box; count: number }) {
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
