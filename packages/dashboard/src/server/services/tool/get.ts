import type { ToolDetail, ToolRef } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";
import { readDraftParts } from "../release/draft-parts.ts";
import { readServer } from "../server/read-server.ts";
import { toolDetailView } from "./tool-view.ts";

export const getTool = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly ref: ToolRef };
}): Promise<ToolDetail> => {
  const parts = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) =>
    readDraftParts(tx, await readServer(tx, input.server)),
  );
  const view = toolDetailView(ctx, parts, input.ref);
  if (!view) throw notFound();
  return view;
};
