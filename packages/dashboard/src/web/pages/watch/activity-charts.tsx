import type { ActivityView } from "../../../server/api/activity.ts";
import { compact, count, duration, percent } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { TimeChart } from "../../ui/chart/time-chart.tsx";
import { Card, Stack } from "../../ui/layout.tsx";
import { Stats } from "../../ui/stat.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { formatterFor } from "./chart-time.ts";

type Charted = Pick<ActivityView, "range" | "totals" | "points" | "latency">;

/** Numbers first, then calls and latency over time. */
export function ActivityCharts({ view }: { view: Charted }) {
  const { totals, points, latency } = view;
  const times = points.map(({ at }) => at);
  const formatTime = formatterFor(view.range);
  return (
    <Stack gap={5}>
      <Stats
        items={[
          { label: text.activity.calls, value: count(totals.calls) },
          {
            label: text.activity.errors,
            value: count(totals.errors),
            note: totals.calls > 0 ? percent(totals.errors / totals.calls) : undefined,
          },
          { label: text.activity.connections, value: count(totals.connections) },
          { label: text.activity.own, value: latency === null ? "–" : duration(latency.own.p50), note: "p50" },
        ]}
      />
      <Card title={text.activity.callsOverTime}>
        <TimeChart
          title={text.activity.callsOverTime}
          kind="bars"
          times={times}
          formatTime={formatTime}
          formatValue={compact}
          series={[
            {
              label: text.activity.succeeded,
              tone: "first",
              values: points.map((point) => point.calls - point.errors),
            },
            { label: text.activity.failed, tone: "bad", values: points.map((point) => point.errors) },
          ]}
        />
      </Card>
      <LatencyChart
        title={text.activity.upstreamLatency}
        points={points.map(({ at, upstreamMs }) => ({ at, values: upstreamMs }))}
        formatTime={formatTime}
      />
      <LatencyChart
        title={text.activity.ownLatency}
        points={points.map(({ at, ownMs }) => ({ at, values: ownMs }))}
        formatTime={formatTime}
      />
    </Stack>
  );
}

type Percentiles = NonNullable<ActivityView["latency"]>["own"];

function LatencyChart({
  title,
  points,
  formatTime,
}: {
  title: string;
  points: readonly { at: string; values: Percentiles | null }[];
  formatTime: (iso: string) => string;
}) {
  return (
    <Card title={title} note={text.activity.bucketNote}>
      <TimeChart
        title={title}
        kind="lines"
        times={points.map(({ at }) => at)}
        formatTime={formatTime}
        formatValue={duration}
        series={[
          { label: "p50", tone: "first", values: points.map(({ values }) => values?.p50 ?? null) },
          { label: "p95", tone: "second", values: points.map(({ values }) => values?.p95 ?? null) },
          { label: "p99", tone: "bad", values: points.map(({ values }) => values?.p99 ?? null) },
        ]}
      />
    </Card>
  );
}

const end = (label: string) => ({ label, align: "end" as const });

export function LatencyTable({ latency }: { latency: NonNullable<ActivityView["latency"]> }) {
  const rows = [
    [text.activity.upstream, latency.upstream],
    [text.activity.own, latency.own],
  ] as const;
  return (
    <Table compact caption={text.activity.latency} head={[text.activity.part, end("p50"), end("p95"), end("p99")]}>
      {rows.map(([label, values]) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          <NumberCell>{duration(values.p50)}</NumberCell>
          <NumberCell>{duration(values.p95)}</NumberCell>
          <NumberCell>{duration(values.p99)}</NumberCell>
        </tr>
      ))}
    </Table>
  );
}
