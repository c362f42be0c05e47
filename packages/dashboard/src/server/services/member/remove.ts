import type { WorkspaceTx } from "@breezeway/db";
import { deleteMember, getMember } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { checkOwnerChange } from "./owners.ts";

export const removeMember = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly userId: string };
}): Promise<void> => changeWorkspace(ctx, (tx) => remove(ctx, tx, { userId: input.userId, kind: "member.removed" }));

export const leaveWorkspace = ({ ctx }: { ctx: WorkspaceContext }): Promise<void> =>
  changeWorkspace(ctx, (tx) => remove(ctx, tx, { userId: ctx.actor.userId ?? "", kind: "member.left" }));

const remove = async (
  ctx: WorkspaceContext,
  tx: WorkspaceTx,
  { userId, kind }: { readonly userId: string; readonly kind: "member.removed" | "member.left" },
) => {
  const member = await getMember(tx, userId);
  if (!member) throw notFound();
  await checkOwnerChange(ctx, tx, { member, becomesOwner: false });
  await deleteMember(tx, userId);
  return {
    result: undefined,
    changes: [{ kind, subject: member.displayName, before: { userId: member.userId, role: member.role } }],
  };
};
