import { ServiceError } from "@breezeway/core";
import type { UserId } from "@breezeway/core";
import type { FoundInvitation, WorkspaceTx } from "@breezeway/db";
import { countMembers, getWorkspace, insertMember, spendInvitation } from "@breezeway/db";
import type { WorkspaceSummary } from "../../api/account.ts";
import type { AccountContext } from "../../context.ts";
import { workspaceSummary } from "../account/session-view.ts";
import type { Changed } from "../change.ts";
import { changeIn } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { badLink } from "../refusals.ts";
import { readInvitation } from "./read.ts";
import type { Presented } from "./read.ts";

/** Whoever holds the link may use it, once: the address it was sent to is a hint, not a lock. */
export const acceptInvitation = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: Presented;
}): Promise<WorkspaceSummary> => {
  const { found } = await readInvitation(ctx, input);
  return changeIn({
    ctx,
    workspaceId: found.workspaceId,
    actor: ctx.actor,
    run: (tx, now) => join(tx, { found, userId: ctx.actor.userId, name: ctx.actor.name, now }),
  });
};

/** Makes a user a member and spends the invitation, in one transaction. */
export const join = async (
  tx: WorkspaceTx,
  input: {
    readonly found: FoundInvitation;
    readonly userId: UserId;
    readonly name: string;
    readonly now: Date;
  },
): Promise<Changed<WorkspaceSummary>> => {
  const { found, userId, name, now } = input;
  checkRoom("members", await countMembers(tx));
  if (!(await insertMember(tx, { userId, role: found.role, now })))
    throw new ServiceError("conflict", { message: "You are a member of this workspace already." });
  if (!(await spendInvitation(tx, { id: found.id, by: userId, now }))) throw badLink();
  const workspace = await getWorkspace(tx);
  if (!workspace) throw badLink();
  return {
    result: workspaceSummary({ ...workspace, role: found.role }),
    changes: [{ kind: "member.joined", subject: name, after: { userId, role: found.role, invitation: found.id } }],
  };
};
