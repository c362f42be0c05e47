import type { Slug } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import { getWorkspace, isWorkspaceSlugTaken, updateWorkspace } from "@breezeway/db";
import type { WorkspaceView } from "../../api/workspaces.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { refuseStale } from "../refuse-stale.ts";
import { slugTaken } from "./create.ts";
import { readWorkspaceView } from "./workspace-view.ts";

export const updateWorkspaceSettings = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly name?: string | undefined;
    readonly slug?: Slug | undefined;
    readonly version?: string | undefined;
  };
}): Promise<WorkspaceView> => {
  const { name, slug, version } = input;
  const isMoving = slug !== undefined && slug !== ctx.workspace.slug;
  if (isMoving && (await ctx.deps.database.unscoped((tx) => isWorkspaceSlugTaken(tx, slug)))) throw slugTaken();
  return changeWorkspace(ctx, async (tx, now) => {
    await getWorkspace(tx, { lock: true });
    const before = await readWorkspaceView(tx, ctx.workspace.role);
    await refuseStale(tx, {
      stored: { name: before.name, slug: before.slug },
      wanted: { ...(name !== undefined && { name }), ...(slug !== undefined && { slug }) },
      version,
      changedBy: { kind: "workspace.updated" },
    });
    if (isMoving && before.slugFixed)
      throw new ServiceError("conflict", {
        message: "The address is part of published endpoints and cannot change any more.",
        at: "slug",
      });
    const isRenaming = name !== undefined && name !== before.name;
    if (!isRenaming && !isMoving) return { result: before, changes: [] };
    await updateWorkspace(tx, { ...(name !== undefined && { name }), ...(slug !== undefined && { slug }), now });
    const result = await readWorkspaceView(tx, ctx.workspace.role);
    return {
      result,
      changes: [
        {
          kind: "workspace.updated",
          subject: result.name,
          before: { name: before.name, slug: before.slug },
          after: { name: result.name, slug: result.slug },
        },
      ],
    };
  });
};
