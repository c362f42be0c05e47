import { getMember, setMemberRole } from "@breezeway/db";
import type { Role } from "../../api/permissions.ts";
import type { MemberRow } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { memberView } from "./member-view.ts";
import { checkOwnerChange } from "./owners.ts";

export const changeMemberRole = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly userId: string; readonly role: Role };
}): Promise<MemberRow> =>
  changeWorkspace(ctx, async (tx) => {
    const member = await getMember(tx, input.userId);
    if (!member) throw notFound();
    if (member.role === input.role) return { result: memberView(ctx, member), changes: [] };
    await checkOwnerChange(ctx, tx, { member, becomesOwner: input.role === "owner" });
    await setMemberRole(tx, input);
    return {
      result: memberView(ctx, { ...member, role: input.role }),
      changes: [
        {
          kind: "member.role_changed",
          subject: member.displayName,
          before: { userId: member.userId, role: member.role },
          after: { userId: member.userId, role: input.role },
        },
      ],
    };
  });
