import { listMembers } from "@breezeway/db";
import type { MemberRow } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { memberView } from "./member-view.ts";

export const listWorkspaceMembers = async ({ ctx }: { ctx: WorkspaceContext }): Promise<{ members: MemberRow[] }> => {
  const rows = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, listMembers);
  return { members: rows.map((row) => memberView(ctx, row)) };
};
