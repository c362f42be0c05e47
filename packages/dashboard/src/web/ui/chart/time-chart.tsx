import { type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { Link } from "wouter";
import { localTime, utcTime } from "../../format/time.ts";
import { text } from "../../text/en.ts";
import { cx } from "../class-names.ts";
import { Disclosure } from "../disclosure.tsx";
import { Moment } from "../moment.tsx";
import { Table } from "../table.tsx";
import { Axes, Bars, Lines, type Series } from "./marks.tsx";
import { type Box, niceTicks, xOf } from "./scale.ts";
import styles from "./time-chart.module.css";

/** Bars (stacked) or lines over time, drawn by hand, with every number in a table beside it, and a way to what is behind. */
export function TimeChart({
  title,
  kind,
  series,
  times,
  formatTime,
  formatValue,
  hrefOf,
}: {
  title: string;
  kind: "bars" | "lines";
  series: readonly Series[];
  times: readonly string[];
  formatTime: (iso: string) => string;
  formatValue: (value: number) => string;
  /** Where the calls of one slot are listed. */
  hrefOf?: ((slot: number) => string) | undefined;
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
  const ticks = niceTicks(Math.max(0, ...tops), kind === "bars" ? 1 : 0);
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
        {hovered !== undefined && <span className={styles["at"]}>{momentText(times[hovered])}</span>}
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
        {hrefOf && hovered !== undefined && (
          <Link href={hrefOf(hovered)} tabIndex={-1} aria-hidden="true">
            <rect
              className={styles["cover"]}
              x={box.left}
              y={0}
              width={width - box.left - box.right}
              height={box.height}
            />
          </Link>
        )}
      </svg>
      <Numbers title={title} series={series} times={times} formatValue={formatValue} hrefOf={hrefOf} />
    </figure>
  );
}

const momentText = (iso: string | undefined): string =>
  iso === undefined ? "" : `${localTime(iso)} · ${utcTime(iso).replace(/:00\.000/, "")}`;

/** The same numbers for those who read them, and the links for those who use no pointer. */
function Numbers({
  title,
  series,
  times,
  formatValue,
  hrefOf,
}: Pick<Parameters<typeof TimeChart>[0], "title" | "series" | "times" | "formatValue" | "hrefOf">) {
  const head = [text.chart.time, ...series.map(({ label }) => label), ...(hrefOf ? [text.chart.behind] : [])];
  return (
    <Disclosure summary={text.chart.asTable} lazy>
      <Table compact caption={title} head={head}>
        {times.map((at, index) => (
          <tr key={at}>
            <th scope="row">
              <Moment at={at} mode="local" />
            </th>
            {series.map(({ label, values }) => (
              <td key={label}>{values[index] == null ? "–" : formatValue(values[index])}</td>
            ))}
            {hrefOf && (
              <td>
                <Link href={hrefOf(index)} aria-label={text.chart.behindAt(localTime(at))}>
                  {text.chart.show}
                </Link>
              </td>
            )}
          </tr>
        ))}
      </Table>
    </Disclosure>
  );
}
