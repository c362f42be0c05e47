import { useState } from "react";
import type { MemberRow } from "../../../server/api/workspaces.ts";
import { api, read } from "../../api/client.ts";
import { keys, membersQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Role, rolesToGive } from "./roles.ts";

const said = text.members;

interface Question {
  title: string;
  note: string;
  confirm: string;
  danger: boolean;
}

/** What must be asked before: nobody takes an owner back alone, nor gives themselves a role that they gave away. */
const questionBefore = (row: MemberRow, role: Role): Question | undefined => {
  const name = text.roles[role].toLowerCase();
  if (role === "owner")
    return { title: said.ownerTitle(row.displayName), note: said.ownerText, confirm: said.makeOwner, danger: false };
  if (row.isSelf)
    return { title: said.ownRoleTitle, note: said.ownRoleText(name), confirm: said.changeRole, danger: true };
  if (row.role === "owner")
    return {
      title: said.unownerTitle(row.displayName),
      note: said.unownerText(name),
      confirm: said.changeRole,
      danger: true,
    };
  return undefined;
};

/** A member's role: changed at once and to be undone, but for what cannot be. */
export function MemberRole({ row }: { row: MemberRow }) {
  const workspace = useWorkspace();
  const [asked, setAsked] = useState<{ role: Role; question: Question }>();
  const change = useRoleChange(row);
  const choose = (role: Role) => {
    const question = questionBefore(row, role);
    if (question) setAsked({ role, question });
    else change.run({ role, canUndo: true });
  };
  return (
    <>
      <SelectField
        label={said.roleOf(row.displayName)}
        hideLabel
        value={row.role}
        aria-busy={change.busy || undefined}
        onChange={(event) => !change.busy && choose(event.target.value as Role)}
        options={rolesToGive(workspace.role).map((role) => ({ value: role, label: text.roles[role] }))}
      />
      {asked && (
        <ConfirmDialog
          open
          onClose={() => setAsked(undefined)}
          onConfirm={() => {
            change.run({ role: asked.role, canUndo: false });
            setAsked(undefined);
          }}
          title={asked.question.title}
          confirm={asked.question.confirm}
          danger={asked.question.danger}
        >
          <p>{asked.question.note}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

const useRoleChange = (row: MemberRow) => {
  const { slug } = useWorkspace();
  const set = ({ role }: { role: Role; canUndo: boolean }) =>
    read(
      api.workspaces[":workspace"].members[":userId"].$patch({
        param: { workspace: slug, userId: row.userId },
        json: { role },
      }),
    );
  const stale = [membersQuery(slug).queryKey, ...(row.isSelf ? [keys.session, keys.workspace(slug)] : [])];
  const undo = useAction(set, { stale, done: text.common.undone });
  return useAction(set, {
    stale,
    onDone: (_row, { role, canUndo }) =>
      toast(said.roleChanged(row.displayName, text.roles[role].toLowerCase()), {
        ...(canUndo && {
          action: { label: text.common.undo, onClick: () => undo.run({ role: row.role, canUndo: false }) },
        }),
      }),
  });
};
