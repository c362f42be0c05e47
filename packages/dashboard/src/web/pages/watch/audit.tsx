import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronDown, Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { AuditRow } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import { keys, serversQuery } from "../../api/queries.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Row } from "../../ui/layout.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import {
  type AuditFilter,
  auditFields,
  fromLocalInput,
  readAuditFilter,
  setAuditFilter,
  toLocalInput,
} from "./audit-filter.ts";
import styles from "./audit.module.css";
import { AuditTable } from "./audit-table.tsx";
import { outcomes } from "./outcomes.ts";
import { useLiveTail } from "./use-live-tail.ts";

/** One line per call: who (by hash), what, how it went. Never a token, an argument or a body. */
export function Audit({ server }: { server?: { slug: string; name: string } }) {
  const workspace = useWorkspace();
  const [search, setSearch] = useSearchParams();
  const [isLive, setLive] = useState(false);
  const filter: AuditFilter = { ...readAuditFilter(search), ...(server && { server: server.slug }) };
  const target = { param: { workspace: workspace.slug } };
  const audit = useInfiniteQuery({
    queryKey: [...keys.workspace(workspace.slug), "audit", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.workspaces[":workspace"].audit.$get({
          ...target,
          query: { ...filter, limit: "50", ...(pageParam !== "" && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  const fresh = useLiveTail(workspace.slug, filter, isLive, audit.data?.pages[0]?.tailCursor ?? null);
  const rows = [...fresh, ...(audit.data?.pages.flatMap((page) => page.events) ?? [])];
  const set = (name: (typeof auditFields)[number], value: string) =>
    setSearch((now) => setAuditFilter(now, name, value), { replace: true });
  return (
    <Page
      title={text.audit.title}
      context={server?.name ?? workspace.name}
      note={text.audit.note}
      actions={<AuditActions filter={filter} isLive={isLive} onLive={setLive} />}
    >
      <AuditFilters filter={filter} onSet={set} hasServerField={server === undefined} onClear={() => setSearch({})} />
      <Card flush>
        <QueryView query={audit} skeleton={<Skeleton kind="rows" lines={8} />}>
          {() => <AuditRows rows={rows} withServer={server === undefined} onFilter={set} />}
        </QueryView>
      </Card>
      {audit.hasNextPage && (
        <Row>
          <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {text.common.more}
          </Button>
        </Row>
      )}
    </Page>
  );
}

function AuditRows({
  rows,
  ...rest
}: {
  rows: readonly AuditRow[];
  withServer: boolean;
  onFilter: (name: (typeof auditFields)[number], value: string) => void;
}) {
  if (rows.length > 0) return <AuditTable rows={rows} {...rest} />;
  return (
    <EmptyState
      icon={<ScrollText size={20} aria-hidden="true" />}
      title={text.audit.emptyTitle}
      text={text.audit.emptyText}
    />
  );
}

function AuditActions({
  filter,
  isLive,
  onLive,
}: {
  filter: AuditFilter;
  isLive: boolean;
  onLive: (isLive: boolean) => void;
}) {
  const workspace = useWorkspace();
  const can = useCan();
  const exportAs = (format: "csv" | "ndjson") => {
    const query = new URLSearchParams({ ...filter, format });
    location.assign(`/api/workspaces/${encodeURIComponent(workspace.slug)}/audit/export?${query}`);
  };
  return (
    <Row gap={4}>
      <Switch label={text.audit.live} checked={isLive} onChange={() => onLive(!isLive)} />
      {can("audit.export") && (
        <Menu
          align="end"
          header={text.audit.exportNote}
          trigger={
            <Button icon={<Download size={15} aria-hidden="true" />}>
              {text.audit.export}
              <ChevronDown size={15} aria-hidden="true" />
            </Button>
          }
          groups={[
            [
              { label: text.audit.csv, onSelect: () => exportAs("csv") },
              { label: text.audit.ndjson, onSelect: () => exportAs("ndjson") },
            ],
          ]}
        />
      )}
    </Row>
  );
}

function AuditFilters({
  filter,
  onSet,
  onClear,
  hasServerField,
}: {
  filter: AuditFilter;
  onSet: (name: (typeof auditFields)[number], value: string) => void;
  onClear: () => void;
  hasServerField: boolean;
}) {
  const servers = useQuery(serversQuery(useWorkspace().slug));
  const isFiltered = auditFields.some((name) => filter[name] !== undefined && (name !== "server" || hasServerField));
  const typed = (name: "tool" | "connection" | "client", label: string) => (
    <TextField
      key={`${name} ${filter[name] ?? ""}`}
      label={label}
      defaultValue={filter[name] ?? ""}
      onBlur={(event) => onSet(name, event.target.value.trim())}
      onKeyDown={(event) => event.key === "Enter" && onSet(name, event.currentTarget.value.trim())}
    />
  );
  return (
    <search className={styles["filters"]} aria-label={text.audit.filters}>
      {hasServerField && (
        <SelectField
          label={text.audit.server}
          value={filter.server ?? ""}
          onChange={(event) => onSet("server", event.target.value)}
          options={[
            { value: "", label: text.common.all },
            ...(servers.data?.servers ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
      )}
      <SelectField
        label={text.audit.outcome}
        value={filter.outcome ?? ""}
        onChange={(event) => onSet("outcome", event.target.value)}
        options={[
          { value: "", label: text.common.all },
          ...outcomes.map((outcome) => ({ value: outcome, label: text.outcomes[outcome] })),
        ]}
      />
      {typed("tool", text.audit.tool)}
      {typed("client", text.audit.client)}
      {typed("connection", text.audit.connection)}
      <div className={styles["times"]}>
        <TextField
          label={text.audit.from}
          type="datetime-local"
          value={toLocalInput(filter.from)}
          onChange={(event) => onSet("from", fromLocalInput(event.target.value))}
        />
        <TextField
          label={text.audit.to}
          type="datetime-local"
          value={toLocalInput(filter.to)}
          onChange={(event) => onSet("to", fromLocalInput(event.target.value))}
        />
      </div>
      {isFiltered && (
        <Button variant="quiet" onClick={onClear}>
          {text.common.clearFilters}
        </Button>
      )}
    </search>
  );
}
