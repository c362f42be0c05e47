import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { MemberRow } from "../../../server/api/workspaces.ts";
import { api, read } from "../../api/client.ts";
import { keys, membersQuery, rolesQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Card, Muted } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { Invitations, InviteDialog } from "./invitations.tsx";
import { MemberRole } from "./member-role.tsx";
import { allRoles } from "./roles.ts";

const said = text.members;

export function Members() {
  const workspace = useWorkspace();
  const can = useCan();
  const members = useQuery(membersQuery(workspace.slug));
  const [isInviting, setInviting] = useAsk("invite");
  return (
    <Page
      title={text.nav.members}
      context={workspace.name}
      note={said.note}
      actions={
        can("members.manage") && (
          <Button variant="primary" icon={<UserPlus size={15} aria-hidden="true" />} onClick={() => setInviting(true)}>
            {said.invite}
          </Button>
        )
      }
    >
      <Card flush>
        <QueryView query={members}>{({ members: rows }) => <MemberTable rows={rows} />}</QueryView>
      </Card>
      {can("members.manage") && <Invitations />}
      <RoleTable />
      {isInviting && can("members.manage") && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function MemberTable({ rows }: { rows: readonly MemberRow[] }) {
  const workspace = useWorkspace();
  const can = useCan();
  const [leaving, setLeaving] = useState<MemberRow>();
  return (
    <>
      <Table
        caption={text.nav.members}
        head={[
          said.name,
          said.role,
          said.joined,
          <span key="actions" className="visually-hidden">
            {text.common.actions}
          </span>,
        ]}
      >
        {rows.map((row) => (
          <tr key={row.userId}>
            <th scope="row">
              {row.displayName} {row.isSelf && <Badge>{said.you}</Badge>}
              <br />
              <Muted small>{row.email}</Muted> {!row.emailConfirmed && <Badge tone="warn">{said.notConfirmed}</Badge>}
            </th>
            <td>
              {can("members.manage") && (row.role !== "owner" || workspace.role === "owner") ? (
                <MemberRole row={row} />
              ) : (
                text.roles[row.role]
              )}
            </td>
            <td>
              <Moment at={row.joinedAt} />
            </td>
            <NumberCell>
              {(row.isSelf || can("members.manage")) && (
                <Button size="small" onClick={() => setLeaving(row)}>
                  {row.isSelf ? said.leave : text.common.remove}
                </Button>
              )}
            </NumberCell>
          </tr>
        ))}
      </Table>
      {leaving && <LeaveDialog row={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

function LeaveDialog({ row, onClose }: { row: MemberRow; onClose: () => void }) {
  const workspace = useWorkspace();
  const [, navigate] = useLocation();
  const { leave, members } = api.workspaces[":workspace"];
  const remove = useAction(
    () =>
      row.isSelf
        ? read(leave.$post({ param: { workspace: workspace.slug } }))
        : read(members[":userId"].$delete({ param: { workspace: workspace.slug, userId: row.userId } })),
    {
      stale: [membersQuery(workspace.slug).queryKey, keys.session],
      ...(!row.isSelf && { done: said.removed(row.displayName) }),
      onDone: () => {
        onClose();
        if (row.isSelf) navigate("/");
      },
    },
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.run()}
      busy={remove.busy}
      title={row.isSelf ? said.leaveTitle(workspace.name) : said.removeTitle(row.displayName)}
      confirm={row.isSelf ? said.leave : text.common.remove}
    >
      <p>{row.isSelf ? said.leaveText : said.removeText}</p>
    </ConfirmDialog>
  );
}

/** What each role may do, said by the server itself. */
function RoleTable() {
  const roles = useQuery(rolesQuery);
  return (
    <Card title={text.session.rolesTitle} flush>
      <QueryView query={roles}>
        {({ permissions }) => (
          <Table
            compact
            caption={text.session.rolesTitle}
            head={[said.permission, ...allRoles.map((role) => text.roles[role])]}
          >
            {permissions.map(({ permission, text: sentence, roles: holders }) => (
              <tr key={permission}>
                <th scope="row">{sentence}</th>
                {allRoles.map((role) => (
                  <td key={role}>{holders.includes(role) ? text.common.yes : <Muted>–</Muted>}</td>
                ))}
              </tr>
            ))}
          </Table>
        )}
      </QueryView>
    </Card>
  );
}
