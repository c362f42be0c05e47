import { listMemberWorkspaces } from "@breezeway/db";
import type { WorkspaceSummary } from "../../api/account.ts";
import type { AccountContext, WorkspaceContext } from "../../context.ts";
import { workspaceSummary } from "../account/session-view.ts";
import { readWorkspace } from "./workspace-view.ts";

/** All that a person is a member of; of a program, the one that its token is for. */
export const listWorkspaces = async ({
  ctx,
}: {
  ctx: AccountContext | WorkspaceContext;
}): Promise<{ workspaces: WorkspaceSummary[] }> => {
  const { database } = ctx.deps;
  if ("workspace" in ctx) {
    const { id, role } = ctx.workspace;
    const row = await database.inWorkspace({ workspaceId: id }, readWorkspace);
    return { workspaces: [workspaceSummary({ ...row, role })] };
  }
  const rows = await database.asUser({ userId: ctx.actor.userId }, listMemberWorkspaces);
  return { workspaces: rows.map(workspaceSummary) };
};
