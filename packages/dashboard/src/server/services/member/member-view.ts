import type { MemberRow as StoredMember } from "@breezeway/db";
import type { MemberRow } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";

export const memberView = (ctx: WorkspaceContext, member: StoredMember): MemberRow => ({
  userId: member.userId,
  displayName: member.displayName,
  email: member.email,
  emailConfirmed: member.emailVerifiedAt !== null,
  role: member.role,
  joinedAt: member.createdAt.toISOString(),
  isSelf: member.userId === ctx.actor.userId,
});
