import type { WorkspaceView } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readWorkspaceView } from "./workspace-view.ts";

export const getWorkspaceView = ({ ctx }: { ctx: WorkspaceContext }): Promise<WorkspaceView> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, (tx) => readWorkspaceView(tx, ctx.workspace.role));
