import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { sessionsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Card } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { staleAccount } from "./stale-account.ts";

const said = text.account;

/** Where this account is signed in. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const end = useAction(
    (sessionId: string) => read(api.account.sessions[":sessionId"].$delete({ param: { sessionId } })),
    { stale: staleAccount, done: said.sessionEnded },
  );
  const [isAsking, setAsking] = useState(false);
  return (
    <Card
      title={said.sessions}
      note={said.sessionsNote}
      flush
      actions={<Button onClick={() => setAsking(true)}>{said.signOutEverywhere}</Button>}
    >
      <QueryView query={sessions}>
        {({ sessions: rows }) => (
          <Table
            caption={said.sessions}
            head={[
              said.device,
              said.signedIn,
              said.lastSeen,
              said.ends,
              <span key="actions" className="visually-hidden">
                {text.common.actions}
              </span>,
            ]}
          >
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.device} {row.current && <Badge tone="accent">{said.thisOne}</Badge>}
                </th>
                <td>
                  <Moment at={row.createdAt} />
                </td>
                <td>
                  <Moment at={row.lastSeenAt} />
                </td>
                <td>
                  <Moment at={row.expiresAt} />
                </td>
                <NumberCell>
                  {!row.current && (
                    <Button size="small" busy={end.busy} onClick={() => end.run(row.id)}>
                      {said.end}
                    </Button>
                  )}
                </NumberCell>
              </tr>
            ))}
          </Table>
        )}
      </QueryView>
      {isAsking && <SignOutDialog onClose={() => setAsking(false)} />}
    </Card>
  );
}

function SignOutDialog({ onClose }: { onClose: () => void }) {
  const endAll = useAction(() => read(api.auth["logout-everywhere"].$post()), {
    onDone: () => location.assign(paths.login),
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => endAll.run()}
      busy={endAll.busy}
      title={said.signOutAsk}
      confirm={said.signOutEverywhere}
    >
      <p>{said.signOutText}</p>
    </ConfirmDialog>
  );
}
