import { listMemberWorkspaces } from "@breezeway/db";
import type { WorkspaceSummary } from "../../api/account.ts";
import type { AccountContext } from "../../context.ts";
import { workspaceSummary } from "../account/session-view.ts";

export const listWorkspaces = async ({ ctx }: { ctx: AccountContext }): Promise<{ workspaces: WorkspaceSummary[] }> => {
  const rows = await ctx.deps.database.asUser({ userId: ctx.actor.userId }, listMemberWorkspaces);
  return { workspaces: rows.map(workspaceSummary) };
};
