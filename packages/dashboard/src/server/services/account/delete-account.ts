import { listMemberWorkspaces, listMembers, setUserDeletion } from "@breezeway/db";
import { ServiceError } from "@breezeway/core";
import type { AccountView } from "../../api/account.ts";
import type { AccountContext } from "../../context.ts";
import { deletionGraceMs } from "../deletion-grace.ts";
import { changeAccount } from "../change.ts";
import { checkPassword } from "./check-password.ts";
import { readAccountView } from "./account-view.ts";

/** The account goes after a grace period in which signing in can call it off. */
export const deleteAccount = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly password: string };
}): Promise<AccountView> => {
  await checkPassword(ctx, input.password);
  await refuseSoleOwner(ctx);
  return setDeletion(ctx, (now) => new Date(now.getTime() + deletionGraceMs));
};

export const keepAccount = ({ ctx }: { ctx: AccountContext }): Promise<AccountView> => setDeletion(ctx, () => null);

const setDeletion = (ctx: AccountContext, dueAtFrom: (now: Date) => Date | null): Promise<AccountView> =>
  changeAccount(ctx, async (tx, now) => {
    const dueAt = dueAtFrom(now);
    const before = await readAccountView(tx, now);
    if ((before.deletesAt === null) === (dueAt === null)) return { result: before, change: null };
    await setUserDeletion(tx, dueAt);
    return {
      result: await readAccountView(tx, now),
      change: dueAt
        ? { kind: "account.deletion_asked", after: { deletesAt: dueAt.toISOString() } }
        : { kind: "account.deletion_called_off" },
    };
  });

const refuseSoleOwner = async ({ deps, actor }: AccountContext): Promise<void> => {
  const memberships = await deps.database.asUser({ userId: actor.userId }, listMemberWorkspaces);
  for (const workspace of memberships.filter(({ role, deletionDueAt }) => role === "owner" && deletionDueAt === null)) {
    const members = await deps.database.inWorkspace({ workspaceId: workspace.id }, listMembers);
    if (members.filter(({ role }) => role === "owner").length > 1) continue;
    throw new ServiceError("conflict", {
      message: `You are the only owner of ${workspace.name}. Make someone else an owner, or delete the workspace first.`,
    });
  }
};
