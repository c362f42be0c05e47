import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReleaseRow } from "../../../server/api/releases.ts";
import { api, read } from "../../api/client.ts";
import { compareQuery, keys, releasesQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { count } from "../../format/number.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ChangeList } from "../../ui/change-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Muted, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";

export function ReleaseHistory() {
  const scope = useServerScope();
  const releases = useQuery(releasesQuery(scope));
  const [chosen, setChosen] = useState<ReleaseRow>();
  const can = useCan();
  const { history } = text.publish;
  return (
    <Card title={history.title} flush>
      <QueryView query={releases}>
        {({ releases: rows }) =>
          rows.length === 0 ? (
            <EmptyState
              title={history.empty}
              text={history.emptyText}
              action={
                <LinkButton href={paths.serverPage(scope.workspace, scope.server, "try")}>
                  {history.tryFirst}
                </LinkButton>
              }
            />
          ) : (
            <Table
              caption={history.title}
              head={[
                history.number,
                history.when,
                history.who,
                history.note,
                { label: text.nav.tools, align: "end" },
                <span key="actions" className="visually-hidden">
                  {text.common.actions}
                </span>,
              ]}
            >
              {rows.map((release) => (
                <tr key={release.id}>
                  <th scope="row">
                    {release.number} {release.live && <Badge tone="good">{text.status.live}</Badge>}
                  </th>
                  <td>
                    <Moment at={release.publishedAt} />
                  </td>
                  <td>{release.publishedBy ?? text.common.unknown}</td>
                  <td>{release.note || <Muted>–</Muted>}</td>
                  <NumberCell>{count(release.tools)}</NumberCell>
                  <NumberCell>
                    {!release.live && can("servers.publish") && (
                      <Button size="small" onClick={() => setChosen(release)}>
                        {history.rollback}
                      </Button>
                    )}
                  </NumberCell>
                </tr>
              ))}
            </Table>
          )
        }
      </QueryView>
      {chosen !== undefined && <RollbackDialog release={chosen} onClose={() => setChosen(undefined)} />}
    </Card>
  );
}

function RollbackDialog({ release, onClose }: { release: ReleaseRow; onClose: () => void }) {
  const scope = useServerScope();
  const compare = useQuery(compareQuery(scope, release.id));
  const { history } = text.publish;
  const rollback = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].rollback.$post({
          param: scope,
          json: { releaseId: release.id },
        }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      done: history.rolledBack(release.number),
      onDone: onClose,
    },
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        rollback.run();
      }}
      title={history.rollbackTitle(release.number)}
      note={history.rollbackNote}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" data-first-answer variant="primary" busy={rollback.busy}>
            {history.rollbackAction(release.number)}
          </Button>
        </>
      }
    >
      <QueryView query={compare}>
        {({ changes, addedScopes }) => (
          <Stack gap={4}>
            {addedScopes.length > 0 && (
              <Notice tone="warn" title={text.publish.scopesTitle}>
                {text.publish.scopesText} <code>{addedScopes.join(" ")}</code>
              </Notice>
            )}
            {changes.length === 0 ? <Muted>{text.diff.same}</Muted> : <ChangeList changes={changes} />}
          </Stack>
        )}
      </QueryView>
    </Dialog>
  );
}
