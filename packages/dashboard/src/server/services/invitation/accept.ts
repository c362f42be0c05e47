import { addressBucket, hashToken, ServiceError } from "@breezeway/core";
import { findInvitation, getInvitationSender, getWorkspace, insertMember, spendInvitation } from "@breezeway/db";
import type { WorkspaceSummary } from "../../api/account.ts";
import type { RouteOutput } from "../../api/routes.ts";
import { throttle } from "../../auth/throttle.ts";
import type { AccountContext, PublicContext } from "../../context.ts";
import { workspaceSummary } from "../account/session-view.ts";
import { changeIn } from "../change.ts";
import { badLink } from "../refusals.ts";

interface Presented {
  readonly token: string;
  readonly address: string;
}

const readInvitation = async ({ deps }: PublicContext, input: Presented) => {
  await throttle(deps, "link", addressBucket(input.address));
  const found = await deps.database.unscoped((tx) => findInvitation(tx, hashToken(input.token)));
  if (!found) throw badLink();
  return found;
};

export const inspectInvitation = async ({
  ctx,
  input,
}: {
  ctx: PublicContext;
  input: Presented;
}): Promise<RouteOutput<"inspectInvitation">> => {
  const found = await readInvitation(ctx, input);
  const invitedBy = await ctx.deps.database.inWorkspace({ workspaceId: found.workspaceId }, (tx) =>
    getInvitationSender(tx, found.id),
  );
  return {
    workspace: found.workspaceName,
    role: found.role,
    invitedBy: invitedBy ?? "A former member",
    expiresAt: found.expiresAt.toISOString(),
    email: found.email,
  };
};

/** Whoever holds the link may use it, once: the address it was sent to is a hint, not a lock. */
export const acceptInvitation = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: Presented;
}): Promise<WorkspaceSummary> => {
  const found = await readInvitation(ctx, input);
  const { userId, name } = ctx.actor;
  return changeIn({
    ctx,
    workspaceId: found.workspaceId,
    actor: ctx.actor,
    run: async (tx, now) => {
      if (!(await insertMember(tx, { userId, role: found.role, now })))
        throw new ServiceError("conflict", { message: "You are a member of this workspace already." });
      if (!(await spendInvitation(tx, { id: found.id, by: userId, now }))) throw badLink();
      const workspace = await getWorkspace(tx);
      if (!workspace) throw badLink();
      return {
        result: workspaceSummary({ ...workspace, role: found.role }),
        changes: [{ kind: "member.joined", subject: name, after: { userId, role: found.role, invitation: found.id } }],
      };
    },
  });
};
