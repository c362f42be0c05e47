import { findLogin, getInvitationSender } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { Deps, PublicContext } from "../../context.ts";
import { readInvitation } from "./read.ts";
import type { NewAccount, Presented } from "./read.ts";

export const inspectInvitation = async ({
  ctx,
  input,
}: {
  ctx: PublicContext;
  input: Presented;
}): Promise<RouteOutput<"inspectInvitation">> => {
  const { found, newAccount } = await readInvitation(ctx, input);
  const invitedBy = await ctx.deps.database.inWorkspace({ workspaceId: found.workspaceId }, (tx) =>
    getInvitationSender(tx, found.id),
  );
  return {
    workspace: found.workspaceName,
    role: found.role,
    invitedBy: invitedBy ?? "A former member",
    expiresAt: found.expiresAt.toISOString(),
    email: newAccount?.email ?? found.email,
    newAccount: await offer(ctx.deps, newAccount),
  };
};

/** That an address has an account is told to whoever reads its mail, and to nobody who was only handed a link. */
const offer = async (deps: Deps, newAccount: NewAccount | undefined): Promise<{ email: string } | null> => {
  if (!newAccount) return null;
  const { email, isProven } = newAccount;
  const isTaken = isProven && (await deps.database.unscoped((tx) => findLogin(tx, email))) !== undefined;
  return isTaken ? null : { email };
};
