import { listInvitations } from "@breezeway/db";
import type { InvitationRow } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";

export const listOpenInvitations = async ({
  ctx,
}: {
  ctx: WorkspaceContext;
}): Promise<{ invitations: InvitationRow[] }> => {
  const now = new Date(ctx.deps.clock());
  const rows = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, (tx) => listInvitations(tx, now));
  return {
    invitations: rows.map(({ invitation, invitedByName }) => ({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      createdAt: invitation.createdAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      invitedBy: invitedByName ?? "A former member",
    })),
  };
};
