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
import { outcomeText } from "./outcomes.ts";
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
                  server && (
                    <LinkButton href={paths.server(workspace.slug, server.slug)}>{text.server.connectTitle}</LinkButton>
                  )
                }
              />
            </Card>
          ) : (
            <>
              <ActivityCharts view={view} />
              <Rankings view={view} server={server?.slug} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

const errorsOf = (errors: number): string | undefined => (errors === 0 ? undefined : text.activity.errorCount(errors));

function Rankings({ view, server }: { view: ActivityView; server: string | undefined }) {
  const workspace = useWorkspace();
  const audit = (filter: Record<string, string>) => {
    const page =
      server === undefined
        ? paths.workspacePage(workspace.slug, "audit")
        : paths.serverPage(workspace.slug, server, "audit");
    return `${page}?${new URLSearchParams({ ...filter, from: view.from })}`;
  };
  const lists = [
    {
      title: text.activity.topTools,
      rows: view.topTools.map(({ name, calls, errors }) => ({
        name,
        value: calls,
        note: errorsOf(errors),
        mono: true,
        href: audit({ tool: name }),
      })),
    },
    {
      title: text.activity.topClients,
      rows: view.topClients.map(({ name, calls, errors }) => ({
        name,
        value: calls,
        note: errorsOf(errors),
        href: audit({ client: name }),
      })),
    },
    {
      title: text.activity.topConnections,
      rows: view.topConnections.map(({ name, calls, errors }) => ({
        name,
        value: calls,
        note: errorsOf(errors),
        mono: true,
        href: audit({ connection: name }),
      })),
    },
    {
      title: text.activity.outcomes,
      rows: view.outcomes.map(({ outcome, calls }) => ({
        name: outcomeText(outcome),
        value: calls,
        href: audit({ outcome }),
      })),
    },
    ...(server === undefined
      ? [
          {
            title: text.activity.topServers,
            rows: view.topServers.map(({ name, calls, errors }) => ({ name, value: calls, note: errorsOf(errors) })),
          },
        ]
      : []),
  ];
  return (
    <Columns>
      {view.latency !== null && (
        <Card title={text.activity.latency} note={text.activity.latencyNote} flush>
          <LatencyTable latency={view.latency} />
        </Card>
      )}
      {lists
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <Card key={title} title={title}>
            <BarList rows={rows} />
          </Card>
        ))}
    </Columns>
  );
}
