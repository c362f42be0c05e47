import { useInfiniteQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { ConnectionRow } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { count } from "../../format/number.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Muted, Row } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { NothingMatches } from "../../ui/nothing-matches.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import styles from "./connections.module.css";

const said = text.connections;
const states = ["all", "active", "revoked"] as const;
const connectionsKey = (scope: Parameters<typeof keys.server>[0]) => [...keys.server(scope), "connections"];

export function Connections() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const [isAsking, setAsking] = useState(false);
  const state = states.find((entry) => entry === search.get("state")) ?? "all";
  const typed = search.get("q") ?? "";
  const connections = useInfiniteQuery({
    queryKey: [...connectionsKey(scope), state, typed],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.workspaces[":workspace"].servers[":server"].connections.$get({
          param: scope,
          query: {
            state,
            limit: "50",
            ...(typed !== "" && { text: typed }),
            ...(pageParam !== "" && { cursor: pageParam }),
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = connections.data?.pages.flatMap((page) => page.connections) ?? [];
  const isFiltered = state !== "all" || typed !== "";
  return (
    <Page
      title={said.title}
      context={server.name}
      note={said.note}
      actions={
        can("connections.revoke") &&
        rows.length > 0 && <Button onClick={() => setAsking(true)}>{said.revokeAll}</Button>
      }
    >
      {server.mode === "passthrough" && <Notice>{said.passthrough}</Notice>}
      <search className={styles["filters"]}>
        <TextField
          key={typed}
          label={said.find}
          hideLabel
          type="search"
          placeholder={said.find}
          defaultValue={typed}
          onChange={(event) => {
            if (event.target.value === "") setSearch({ state }, { replace: true });
          }}
          onKeyDown={(event) =>
            event.key === "Enter" && setSearch({ state, q: event.currentTarget.value.trim() }, { replace: true })
          }
        />
        <SelectField
          label={said.state}
          hideLabel
          value={state}
          onChange={(event) => setSearch({ state: event.target.value, q: typed }, { replace: true })}
          options={states.map((value) => ({ value, label: said.states[value] }))}
        />
      </search>
      <Card flush>
        <QueryView query={connections}>
          {() =>
            rows.length === 0 ? (
              <NoConnections {...(isFiltered && { onClear: () => setSearch({}, { replace: true }) })} />
            ) : (
              <ConnectionTable rows={rows} />
            )
          }
        </QueryView>
      </Card>
      {connections.hasNextPage && (
        <Row>
          <Button busy={connections.isFetchingNextPage} onClick={() => void connections.fetchNextPage()}>
            {text.common.more}
          </Button>
        </Row>
      )}
      {isAsking && <RevokeAllDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function NoConnections({ onClear }: { onClear?: () => void }) {
  const scope = useServerScope();
  const isLive = useServer().liveReleaseNumber !== null;
  if (onClear) return <NothingMatches onClear={onClear} />;
  return (
    <EmptyState
      icon={<Users size={20} aria-hidden="true" />}
      title={said.empty}
      text={isLive ? said.emptyText : said.emptyUntilLive}
      action={
        isLive ? (
          <LinkButton href={paths.server(scope.workspace, scope.server)}>{said.howToConnect}</LinkButton>
        ) : (
          <LinkButton href={paths.serverPage(scope.workspace, scope.server, "publish")}>
            {text.server.goPublish}
          </LinkButton>
        )
      }
    />
  );
}

function ConnectionTable({ rows }: { rows: readonly ConnectionRow[] }) {
  const scope = useServerScope();
  const can = useCan();
  const [revoking, setRevoking] = useState<ConnectionRow>();
  return (
    <>
      <Table
        caption={said.title}
        head={[
          said.connection,
          said.client,
          said.firstSeen,
          said.lastSeen,
          { label: said.calls, align: "end" },
          <span key="actions" className="visually-hidden">
            {text.common.actions}
          </span>,
        ]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link
                href={`${paths.serverPage(scope.workspace, scope.server, "audit")}?connection=${encodeURIComponent(row.id)}`}
              >
                <code>{row.id.slice(0, 12)}</code>
              </Link>{" "}
              <Badge>{said.kinds[row.kind]}</Badge> {row.readOnly && <Badge>{said.readOnly}</Badge>}{" "}
              {row.revokedAt !== null && <Badge tone="bad">{said.states.revoked}</Badge>}
            </th>
            <td>
              {row.client ?? <Muted>{text.common.unknown}</Muted>} <Muted small>{row.clientVersion}</Muted>
            </td>
            <td>
              <Moment at={row.firstSeenAt} />
            </td>
            <td>
              <Moment at={row.lastSeenAt} />
            </td>
            <NumberCell>{count(row.calls)}</NumberCell>
            <NumberCell>
              {row.revokedAt === null && can("connections.revoke") && (
                <Button size="small" onClick={() => setRevoking(row)}>
                  {said.revoke}
                </Button>
              )}
            </NumberCell>
          </tr>
        ))}
      </Table>
      {revoking && <RevokeDialog connection={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function RevokeDialog({ connection, onClose }: { connection: ConnectionRow; onClose: () => void }) {
  const scope = useServerScope();
  const revoke = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].connections[":connection"].revoke.$post({
          param: { ...scope, connection: connection.id },
        }),
      ),
    { stale: [connectionsKey(scope)], done: said.revoked, onDone: onClose },
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.run()}
      busy={revoke.busy}
      title={said.revokeTitle(connection.id.slice(0, 12))}
      confirm={said.revoke}
    >
      <p>{said.revokeText}</p>
    </ConfirmDialog>
  );
}

function RevokeAllDialog({ onClose }: { onClose: () => void }) {
  const server = useServer();
  const scope = useServerScope();
  const revoke = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].connections["revoke-all"].$post({
          param: scope,
          json: { confirmName: server.name },
        }),
      ),
    { stale: [connectionsKey(scope)], done: said.revokedAll, onDone: onClose },
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.run()}
      busy={revoke.busy}
      typed={server.name}
      title={said.revokeAllTitle}
      confirm={said.revokeAll}
    >
      <p>{said.revokeAllText}</p>
    </ConfirmDialog>
  );
}
