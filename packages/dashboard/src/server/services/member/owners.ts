import { ServiceError } from "@breezeway/core";
import type { MemberRow, WorkspaceTx } from "@breezeway/db";
import { lockOwners } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";

/** Only an owner touches owners, and a workspace always keeps one. */
export const checkOwnerChange = async (
  ctx: WorkspaceContext,
  tx: WorkspaceTx,
  input: { readonly member: MemberRow; readonly becomesOwner: boolean },
): Promise<void> => {
  const { member, becomesOwner } = input;
  if (member.role !== "owner" && !becomesOwner) return;
  if (ctx.workspace.role !== "owner")
    throw new ServiceError("forbidden", { message: "Only an owner can make or unmake an owner." });
  if (becomesOwner) return;
  const owners = await lockOwners(tx);
  if (owners.length <= 1 && owners.includes(member.userId))
    throw new ServiceError("conflict", {
      message: "The last owner cannot go. Make someone else an owner first.",
    });
};
