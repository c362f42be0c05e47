import type { ActivityView } from "../../../server/api/activity.ts";
import { compact, count, duration, percent } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { BarList } from "../../ui/chart/bar-list.tsx";
import type { Series } from "../../ui/chart/marks.tsx";
import { TimeChart } from "../../ui/chart/time-chart.tsx";
import { Card, Columns, Muted, Stack } from "../../ui/layout.tsx";
import { Stats } from "../../ui/stat.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { formatterFor } from "./chart-time.ts";
import { outcomeText } from "./outcomes.ts";

type Charted = Pick<
  ActivityView,
  "range" | "to" | "stepSeconds" | "totals" | "points" | "latency" | "outcomes" | "failures"
>;
type LinkTo = (filter: Readonly<Record<string, string>>) => string;

/** Numbers first, then calls, failures and latency over time; `linkTo` leads to the calls behind a number. */
export function ActivityCharts({ view, linkTo }: { view: Charted; linkTo?: LinkTo }) {
  const { totals, points, latency } = view;
  const axis = { times: points.map(({ at }) => at), formatTime: formatterFor(view.range) };
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
          {...axis}
          title={text.activity.callsOverTime}
          kind="bars"
          formatValue={compact}
          hrefOf={linkTo && ((slot) => linkTo(stretchOf(view, slot)))}
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
      <Columns>
        <Card title={text.activity.failuresOverTime}>
          {view.failures.length === 0 ? (
            <Muted>{text.activity.noFailures}</Muted>
          ) : (
            <TimeChart
              {...axis}
              title={text.activity.failuresOverTime}
              kind="bars"
              formatValue={compact}
              hrefOf={linkTo && ((slot) => linkTo({ ...stretchOf(view, slot), outcome: "failed" }))}
              series={failureSeries(view.failures)}
            />
          )}
        </Card>
        <Card title={text.activity.outcomes}>
          <BarList
            rows={view.outcomes.map(({ outcome, calls }) => ({
              name: outcomeText(outcome),
              value: calls,
              href: linkTo?.({ outcome }),
            }))}
          />
        </Card>
        <LatencyChart
          {...axis}
          title={text.activity.upstreamLatency}
          percentiles={points.map(({ upstreamMs }) => upstreamMs)}
        />
        <LatencyChart {...axis} title={text.activity.ownLatency} percentiles={points.map(({ ownMs }) => ownMs)} />
      </Columns>
    </Stack>
  );
}

/** What the audit filter takes for one slot. */
const stretchOf = ({ points, stepSeconds, to }: Charted, slot: number): { from: string; to: string } => {
  const from = points[slot]?.at ?? to;
  const until = new Date(Date.parse(from) + stepSeconds * 1_000).toISOString();
  return { from, to: until < to ? until : to };
};

const failureTones = ["bad", "second", "first"] as const;

/** The three commonest kinds of failure, and the others together. */
const failureSeries = (failures: Charted["failures"]): Series[] => {
  const named = failureTones.flatMap((tone, index) => {
    const row = failures[index];
    return row ? [{ label: outcomeText(row.outcome), tone, values: row.calls }] : [];
  });
  const others = failures.slice(failureTones.length);
  if (others.length === 0) return named;
  const sums = (others[0]?.calls ?? []).map((_, slot) =>
    others.reduce((sum, { calls }) => sum + (calls[slot] ?? 0), 0),
  );
  return [...named, { label: text.activity.otherFailures, tone: "third", values: sums }];
};

type Percentiles = NonNullable<ActivityView["latency"]>["own"];

function LatencyChart({
  percentiles,
  ...axis
}: {
  title: string;
  percentiles: readonly (Percentiles | null)[];
  times: readonly string[];
  formatTime: (iso: string) => string;
}) {
  return (
    <Card title={axis.title} note={text.activity.bucketNote}>
      <TimeChart
        {...axis}
        kind="lines"
        formatValue={duration}
        series={[
          { label: "p50", tone: "first", values: percentiles.map((values) => values?.p50 ?? null) },
          { label: "p95", tone: "second", values: percentiles.map((values) => values?.p95 ?? null) },
          { label: "p99", tone: "bad", values: percentiles.map((values) => values?.p99 ?? null) },
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
