import { ServiceError } from "@breezeway/core";
import { setWorkspaceDeletion } from "@breezeway/db";
import type { WorkspaceView } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { deletionGraceMs } from "../deletion-grace.ts";
import { readWorkspaceView } from "./workspace-view.ts";

export const confirmTypedName = (typed: string, name: string): void => {
  if (typed.trim() !== name)
    throw new ServiceError("invalid_input", { message: `Type ${name} to confirm.`, at: "confirmName" });
};

/** Its servers stop at once; everything, the audit too, goes when the grace period is over. */
export const deleteWorkspace = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly confirmName: string };
}): Promise<WorkspaceView> => {
  confirmTypedName(input.confirmName, ctx.workspace.name);
  return changeWorkspace(ctx, async (tx, now) => {
    const before = await readWorkspaceView(tx, ctx.workspace.role);
    if (before.deletesAt !== null) return { result: before, changes: [] };
    const dueAt = new Date(now.getTime() + deletionGraceMs);
    await setWorkspaceDeletion(tx, { requestedAt: now, dueAt });
    return {
      result: await readWorkspaceView(tx, ctx.workspace.role),
      changes: [
        {
          kind: "workspace.deletion_asked",
          subject: ctx.workspace.name,
          after: { deletesAt: dueAt.toISOString() },
        },
      ],
      feed: [{ kind: "workspace.stopped" }],
    };
  });
};

export const keepWorkspace = ({ ctx }: { ctx: WorkspaceContext }): Promise<WorkspaceView> =>
  changeWorkspace(ctx, async (tx) => {
    const before = await readWorkspaceView(tx, ctx.workspace.role);
    if (before.deletesAt === null) return { result: before, changes: [] };
    await setWorkspaceDeletion(tx, null);
    return {
      result: await readWorkspaceView(tx, ctx.workspace.role),
      changes: [
        {
          kind: "workspace.deletion_called_off",
          subject: ctx.workspace.name,
          before: { deletesAt: before.deletesAt },
        },
      ],
      feed: [{ kind: "workspace.resumed" }],
    };
  });
