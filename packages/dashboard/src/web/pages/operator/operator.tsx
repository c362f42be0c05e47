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
import { outcomeText } from "../watch/outcomes.ts";
import { RangePicker, readRange } from "../watch/range-picker.tsx";

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
              <Card title={text.activity.outcomes}>
                <BarList
                  rows={view.outcomes.map(({ outcome, calls }) => ({ name: outcomeText(outcome), value: calls }))}
                />
              </Card>
            </Columns>
          </>
        )}
      </QueryView>
    </Page>
  );
}
