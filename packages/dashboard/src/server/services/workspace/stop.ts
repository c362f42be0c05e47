import { setWorkspaceStop } from "@breezeway/db";
import type { WorkspaceView } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readWorkspaceView } from "./workspace-view.ts";

export const stopWorkspace = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly reason: string };
}): Promise<WorkspaceView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const before = await readWorkspaceView(tx, ctx.workspace.role);
    if (before.stoppedAt !== null && before.stopReason === input.reason) return { result: before, changes: [] };
    await setWorkspaceStop(tx, { reason: input.reason, by: ctx.actor.userId, now });
    return {
      result: await readWorkspaceView(tx, ctx.workspace.role),
      changes: [{ kind: "workspace.stopped", subject: ctx.workspace.name, after: { reason: input.reason } }],
      feed: [{ kind: "workspace.stopped" }],
    };
  });

export const resumeWorkspace = ({ ctx }: { ctx: WorkspaceContext }): Promise<WorkspaceView> =>
  changeWorkspace(ctx, async (tx) => {
    const before = await readWorkspaceView(tx, ctx.workspace.role);
    if (before.stoppedAt === null) return { result: before, changes: [] };
    await setWorkspaceStop(tx, null);
    return {
      result: await readWorkspaceView(tx, ctx.workspace.role),
      changes: [
        {
          kind: "workspace.resumed",
          subject: ctx.workspace.name,
          before: { reason: before.stopReason, since: before.stoppedAt },
        },
      ],
      feed: [{ kind: "workspace.resumed" }],
    };
  });
