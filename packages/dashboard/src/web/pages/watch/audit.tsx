import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronDown, Download, ScrollText } from "lucide-react";
import { useSearchParams } from "wouter";
import type { AuditRow } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Switch } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Row } from "../../ui/layout.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import {
  type AuditField,
  type AuditFilter,
  clearAuditFilter,
  type OpenedCall,
  readAuditFilter,
  readOpenedCall,
  setAuditFilter,
  setOpenedCall,
} from "./audit-filter.ts";
import { AuditFilters, isFiltered } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import { EventDialog, LostEventDialog } from "./event-dialog.tsx";
import { useLiveTail } from "./use-live-tail.ts";

type Server = { slug: string; name: string };

/** One line per call: who (by hash), what, how it went. Never a token, an argument or a body. */
export function Audit({ server }: { server?: Server }) {
  const workspace = useWorkspace();
  const [search, setSearch] = useSearchParams();
  const isLive = search.get("live") === "1";
  const filter: AuditFilter = { ...readAuditFilter(search), ...(server && { server: server.slug }) };
  const audit = useAuditPages(workspace.slug, filter);
  const first = audit.data?.pages[0];
  const fresh = useLiveTail({
    workspace: workspace.slug,
    filter,
    isOn: isLive,
    start: first && first.tailCursor,
    onOverflow: () => void audit.refetch(),
  });
  const rows = [...fresh, ...(audit.data?.pages.flatMap((page) => page.events) ?? [])];
  const set = (name: AuditField, value: string) =>
    setSearch((now) => setAuditFilter(now, name, value), { replace: true });
  const clear = () => setSearch(clearAuditFilter, { replace: true });
  const setLive = (on: boolean) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (on) next.set("live", "1");
        else next.delete("live");
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={text.audit.title}
      context={server?.name ?? workspace.name}
      note={text.audit.note}
      actions={<AuditActions filter={filter} isLive={isLive} onLive={setLive} />}
    >
      <AuditFilters filter={filter} onSet={set} hasServerField={server === undefined} onClear={clear} />
      <p role="status" className="visually-hidden">
        {isLive && text.audit.newCalls(fresh.length)}
      </p>
      <Card flush>
        <QueryView query={audit} skeleton={<Skeleton kind="rows" lines={8} />}>
          {() =>
            rows.length > 0 ? (
              <AuditTable
                rows={rows}
                withServer={server === undefined}
                onFilter={set}
                onOpen={({ id, requestId }) => setSearch((now) => setOpenedCall(now, { id, request: requestId }))}
              />
            ) : (
              <NoCalls server={server} onClear={isFiltered(filter, server === undefined) ? clear : undefined} />
            )
          }
        </QueryView>
      </Card>
      {audit.hasNextPage && (
        <Row>
          <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {text.common.more}
          </Button>
        </Row>
      )}
      <Opened
        call={audit.data && readOpenedCall(search)}
        rows={rows}
        onClose={() => setSearch((now) => setOpenedCall(now, undefined), { replace: true })}
      />
    </Page>
  );
}

const useAuditPages = (workspace: string, filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: [...keys.workspace(workspace), "audit", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.workspaces[":workspace"].audit.$get({
          param: { workspace },
          query: { ...filter, limit: "50", ...(pageParam !== "" && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

/** The call that the address names, also where it is not among the rows that are shown. */
function Opened({
  call,
  rows,
  onClose,
}: {
  call: OpenedCall | undefined;
  rows: readonly AuditRow[];
  onClose: () => void;
}) {
  const workspace = useWorkspace().slug;
  const listed = call && rows.find(({ id }) => id === call.id);
  const found = useQuery({
    queryKey: [...keys.workspace(workspace), "audit-event", call],
    enabled: call !== undefined && listed === undefined,
    queryFn: async () => {
      const query = { request: call?.request ?? "", limit: "200" };
      const { events } = await read(api.workspaces[":workspace"].audit.$get({ param: { workspace }, query }));
      return events.find(({ id }) => id === call?.id) ?? null;
    },
  });
  if (call === undefined) return null;
  const row = listed ?? found.data;
  if (row) return <EventDialog row={row} onClose={onClose} />;
  return row === null || found.isError ? <LostEventDialog onClose={onClose} /> : null;
}

function NoCalls({ server, onClear }: { server: Server | undefined; onClear: (() => void) | undefined }) {
  const workspace = useWorkspace();
  const icon = <ScrollText size={20} aria-hidden="true" />;
  if (onClear)
    return (
      <EmptyState
        icon={icon}
        title={text.audit.noMatchTitle}
        text={text.audit.noMatchText}
        action={<Button onClick={onClear}>{text.common.clearFilters}</Button>}
      />
    );
  return (
    <EmptyState
      icon={icon}
      title={text.audit.emptyTitle}
      text={text.audit.emptyText}
      action={
        server ? (
          <LinkButton href={paths.server(workspace.slug, server.slug)}>{text.server.connectTitle}</LinkButton>
        ) : (
          <LinkButton href={paths.workspace(workspace.slug)}>{text.nav.servers}</LinkButton>
        )
      }
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
