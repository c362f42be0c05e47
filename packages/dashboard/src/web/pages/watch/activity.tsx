import { useQuery } from "@tanstack/react-query";
import { Activity as ActivityIcon } from "lucide-react";
import { useSearchParams } from "wouter";
import type { ActivityRange, ActivityView } from "../../../server/api/activity.ts";
import { activityQuery } from "../../api/queries.ts";
import { paths } from "../../shell/paths.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { LinkButton } from "../../ui/button.tsx";
import { BarList } from "../../ui/chart/bar-list.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Columns } from "../../ui/layout.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ActivityCharts, LatencyTable } from "./activity-charts.tsx";
import { RangePicker, readRange } from "./range-picker.tsx";

export function Activity({ server }: { server?: { slug: string; name: string } }) {
  const workspace = useWorkspace();
  const [search, setSearch] = useSearchParams();
  const range = readRange(search.get("range"));
  const activity = useQuery(activityQuery(workspace.slug, range, server?.slug));
  const setRange = (next: ActivityRange) => setSearch({ range: next }, { replace: true });
  return (
    <Page
      title={text.activity.title}
      context={server?.name ?? workspace.name}
      note={text.activity.note}
      actions={<RangePicker value={range} onChange={setRange} />}
    >
      <QueryView query={activity} skeleton={<Skeleton kind="page" lines={4} />}>
        {(view) =>
          view.totals.calls === 0 ? (
            <Card>
              <EmptyState
                icon={<ActivityIcon size={20} aria-hidden="true" />}
                title={text.activity.emptyTitle}
                text={text.activity.emptyText}
                action={
                  server ? (
                    <LinkButton href={paths.server(workspace.slug, server.slug)}>{text.server.connectTitle}</LinkButton>
                  ) : (
                    <LinkButton href={paths.workspace(workspace.slug)}>{text.nav.servers}</LinkButton>
                  )
                }
              />
            </Card>
          ) : (
            <>
              <Charts view={view} server={server?.slug} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

/** An address of the audit list that shows the calls behind a number, over the very stretch of time that was counted. */
type LinkTo = (filter: Readonly<Record<string, string>>) => string;

function Charts({ view, server }: { view: ActivityView; server: string | undefined }) {
  const workspace = useWorkspace();
  const linkTo: LinkTo = (filter) => {
    const page =
      server === undefined
        ? paths.workspacePage(workspace.slug, "audit")
        : paths.serverPage(workspace.slug, server, "audit");
    return `${page}?${new URLSearchParams({ from: view.from, to: view.to, ...filter })}`;
  };
  return (
    <>
      <ActivityCharts view={view} linkTo={linkTo} />
      <Rankings view={view} linkTo={linkTo} withServers={server === undefined} />
    </>
  );
}

interface Ranked {
  readonly name: string | null;
  readonly calls: number;
  readonly errors: number;
}

const rowOf = ({ calls, errors }: Omit<Ranked, "name">) => ({
  value: calls,
  note: errors === 0 ? undefined : text.activity.errorCount(errors),
});

/** Rows of tools or clients; those of calls that named none lead to just these. */
const rankedRows = (rows: readonly Ranked[], by: "tool" | "client", unnamed: string, linkTo: LinkTo) =>
  rows.map((row) => ({
    ...rowOf(row),
    name: row.name ?? unnamed,
    mono: by === "tool" && row.name !== null,
    href: linkTo(row.name === null ? { without: by } : { [by]: row.name }),
  }));

function Rankings({ view, linkTo, withServers }: { view: ActivityView; linkTo: LinkTo; withServers: boolean }) {
  const lists = [
    { title: text.activity.topTools, rows: rankedRows(view.topTools, "tool", text.activity.noTool, linkTo) },
    { title: text.activity.topClients, rows: rankedRows(view.topClients, "client", text.activity.noClient, linkTo) },
    {
      title: text.activity.topConnections,
      rows: view.topConnections.map((row) => ({
        ...rowOf(row),
        name: row.name ?? text.activity.noConnection,
        mono: row.name !== null,
        href: row.name === null ? undefined : linkTo({ connection: row.name }),
      })),
    },
    {
      title: text.activity.topServers,
      rows: (withServers ? view.topServers : []).map((row) => ({
        ...rowOf(row),
        name: row.name,
        href: row.slug === null ? undefined : linkTo({ server: row.slug }),
      })),
    },
  ];
  return (
    <Columns>
      {lists
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <Card key={title} title={title}>
            <BarList rows={rows} />
          </Card>
        ))}
      {view.latency !== null && (
        <Card title={text.activity.latency} note={text.activity.latencyNote} flush>
          <LatencyTable latency={view.latency} />
        </Card>
      )}
    </Columns>
  );
}
