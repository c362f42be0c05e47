import type { ToolList } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readDraftParts } from "../release/draft-parts.ts";
import { readServer } from "../server/read-server.ts";
import { toolListView } from "./tool-view.ts";

export const listServerTools = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<ToolList> => {
  const parts = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) =>
    readDraftParts(tx, await readServer(tx, input.server)),
  );
  return toolListView(ctx, parts);
};
