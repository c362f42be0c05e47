import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { MemberRow } from "../../../server/api/workspaces.ts";
import { api, read } from "../../api/client.ts";
import { keys, membersQuery, rolesQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Card, Muted } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { Invitations, InviteDialog } from "./invitations.tsx";
import { allRoles, type Role } from "./roles.ts";

const said = text.members;

export function Members() {
  const workspace = useWorkspace();
  const can = useCan();
  const members = useQuery(membersQuery(workspace.slug));
  const [isInviting, setInviting] = useState(false);
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
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function MemberTable({ rows }: { rows: readonly MemberRow[] }) {
  const workspace = useWorkspace();
  const can = useCan();
  const [, navigate] = useLocation();
  const [leaving, setLeaving] = useState<MemberRow>();
  const stale = [membersQuery(workspace.slug).queryKey];
  const member = api.workspaces[":workspace"].members[":userId"];
  const change = useAction(
    ({ userId, role }: { userId: string; role: Role }) =>
      read(member.$patch({ param: { workspace: workspace.slug, userId }, json: { role } })),
    { stale, done: said.roleChanged },
  );
  const remove = useAction(
    (row: MemberRow) =>
      row.isSelf
        ? read(api.workspaces[":workspace"].leave.$post({ param: { workspace: workspace.slug } }))
        : read(member.$delete({ param: { workspace: workspace.slug, userId: row.userId } })),
    {
      stale: [...stale, keys.session],
      onDone: (_nothing, row) => {
        setLeaving(undefined);
        if (row.isSelf) navigate("/");
      },
    },
  );
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
              <Muted small>{row.email}</Muted>
            </th>
            <td>
              {can("members.manage") ? (
                <SelectField
                  label={said.roleOf(row.displayName)}
                  hideLabel
                  value={row.role}
                  disabled={change.busy}
                  onChange={(event) => change.run({ userId: row.userId, role: event.target.value as Role })}
                  options={allRoles.map((role) => ({ value: role, label: text.roles[role] }))}
                />
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
      {leaving && (
        <ConfirmDialog
          open
          onClose={() => setLeaving(undefined)}
          onConfirm={() => remove.run(leaving)}
          busy={remove.busy}
          title={leaving.isSelf ? said.leaveTitle(workspace.name) : said.removeTitle(leaving.displayName)}
          confirm={leaving.isSelf ? said.leave : text.common.remove}
        >
          <p>{leaving.isSelf ? said.leaveText : said.removeText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** What each role may do, said by the server itself. */
function RoleTable() {
  const roles = useQuery(rolesQuery);
  return (
    <Card title={said.rolesTitle} flush>
      <QueryView query={roles}>
        {({ permissions }) => (
          <Table
            compact
            caption={said.rolesTitle}
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
