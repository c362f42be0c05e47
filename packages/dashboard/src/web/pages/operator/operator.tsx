import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { operatorActivityQuery } from "../../api/queries.ts";
import { count } from "../../format/number.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { BarList } from "../../ui/chart/bar-list.tsx";
import { Card, Columns } from "../../ui/layout.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Stats } from "../../ui/stat.tsx";
import { NotFound } from "../not-found.tsx";
import { ActivityCharts, LatencyTable } from "../watch/activity-charts.tsx";
import { RangePicker, readRange } from "../watch/range-picker.tsx";

const rankings = ["workspace", "server", "tool", "client"] as const;

/** The whole deployment, in counts only. */
export function Operator() {
  const { account } = useSession();
  return account.isOperator ? <OperatorPage /> : <NotFound />;
}

function OperatorPage() {
  const [search, setSearch] = useSearchParams();
  const range = readRange(search.get("range"));
  const activity = useQuery(operatorActivityQuery(range));
  return (
    <Page
      title={text.nav.operator}
      note={text.operator.note}
      actions={<RangePicker value={range} onChange={(next) => setSearch({ range: next }, { replace: true })} />}
    >
      <QueryView query={activity} skeleton={<Skeleton kind="page" lines={4} />}>
        {(view) => (
          <>
            <Stats
              items={[
                { label: text.operator.workspaces, value: count(view.workspaces) },
                { label: text.operator.servers, value: count(view.servers) },
                { label: text.operator.liveServers, value: count(view.liveServers) },
                { label: text.operator.users, value: count(view.users) },
              ]}
            />
            <ActivityCharts view={view} />
            <Columns>
              {view.latency !== null && (
                <Card title={text.activity.latency} note={text.activity.latencyNote} flush>
                  <LatencyTable latency={view.latency} />
                </Card>
              )}
              {rankings
                .filter((of) => view.busiest[of].length > 0)
                .map((of) => (
                  <Card key={of} title={text.operator.busiest[of]}>
                    <BarList
                      rows={view.busiest[of].map(({ calls, errors }, index) => ({
                        name: text.operator.place(index + 1),
                        value: calls,
                        note: errors === 0 ? undefined : text.activity.errorCount(errors),
                      }))}
                    />
                  </Card>
                ))}
            </Columns>
          </>
        )}
      </QueryView>
    </Page>
  );
}
