import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { invitationsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useSession, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/layout.tsx";
import { MakeOnceDialog } from "../../ui/make-once-dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { type Role, rolesToGive } from "./roles.ts";

const said = text.members;

/** Links that nobody has used yet. */
export function Invitations() {
  const workspace = useWorkspace();
  const invitations = useQuery(invitationsQuery(workspace.slug));
  const revoke = useAction(
    (invitationId: string) =>
      read(
        api.workspaces[":workspace"].invitations[":invitationId"].$delete({
          param: { workspace: workspace.slug, invitationId },
        }),
      ),
    { stale: [invitationsQuery(workspace.slug).queryKey], done: said.withdrawn },
  );
  const rows = invitations.data?.invitations ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={said.open} flush>
      <Table
        caption={said.open}
        head={[
          text.auth.email,
          said.role,
          said.invitedBy,
          said.expires,
          <span key="actions" className="visually-hidden">
            {text.common.actions}
          </span>,
        ]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.email ?? said.byLink}</th>
            <td>{text.roles[row.role]}</td>
            <td>{row.invitedBy}</td>
            <td>
              <Moment at={row.expiresAt} />
            </td>
            <NumberCell>
              <Button size="small" busy={revoke.busy} onClick={() => revoke.run(row.id)}>
                {said.withdraw}
              </Button>
            </NumberCell>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const { deployment } = useSession();
  const [role, setRole] = useState<Role>("editor");
  const [email, setEmail] = useState("");
  return (
    <MakeOnceDialog
      title={said.invite}
      note={said.inviteNote}
      action={said.makeLink}
      make={() =>
        read(
          api.workspaces[":workspace"].invitations.$post({
            param: { workspace: workspace.slug },
            json: { role, ...(email !== "" && { email }) },
          }),
        )
      }
      stale={invitationsQuery(workspace.slug).queryKey}
      fields={["role", "email"]}
      show={({ link }) => ({
        title: said.linkTitle,
        note: said.linkNotes[deployment.emailDelivery](email),
        label: said.linkTitle,
        value: link,
        done: text.common.close,
      })}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <SelectField
            label={said.role}
            value={role}
            error={errorOf("role")}
            onChange={(event) => setRole(event.target.value as Role)}
            options={rolesToGive(workspace.role).map((value) => ({ value, label: text.roles[value] }))}
          />
          <TextField
            label={text.auth.email}
            optional={text.common.optional}
            hint={said.emailHints[deployment.emailDelivery]}
            type="email"
            value={email}
            error={errorOf("email")}
            onChange={(event) => setEmail(event.target.value)}
          />
        </>
      )}
    </MakeOnceDialog>
  );
}
