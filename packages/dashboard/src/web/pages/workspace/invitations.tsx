import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, read } from "../../api/client.ts";
import { invitationsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/code-block.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { allRoles, type Role } from "./roles.ts";

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
  const formId = useId();
  const [role, setRole] = useState<Role>("editor");
  const [email, setEmail] = useState("");
  const [link, setLink] = useState<string>();
  const invite = useAction(
    () =>
      read(
        api.workspaces[":workspace"].invitations.$post({
          param: { workspace: workspace.slug },
          json: { role, ...(email !== "" && { email }) },
        }),
      ),
    {
      stale: [invitationsQuery(workspace.slug).queryKey],
      showsError: true,
      onDone: (result) => setLink(result.link),
    },
  );
  if (link !== undefined)
    return (
      <Dialog
        open
        onClose={onClose}
        title={said.linkTitle}
        note={said.linkNote}
        footer={
          <Button variant="primary" onClick={onClose}>
            {text.common.close}
          </Button>
        }
      >
        <CopyLine value={link} label={said.linkTitle} />
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.invite}
      note={said.inviteNote}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" busy={invite.busy}>
            {said.makeLink}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          invite.run();
        }}
      >
        <Stack>
          {invite.error && !invite.error.at && (
            <Notice tone="bad" live>
              {invite.error.message}
            </Notice>
          )}
          <SelectField
            label={said.role}
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
            options={allRoles.map((value) => ({ value, label: text.roles[value] }))}
          />
          <TextField
            label={text.auth.email}
            optional={text.common.optional}
            hint={said.emailHint}
            type="email"
            value={email}
            error={invite.error?.forField("email")}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
