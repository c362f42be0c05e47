import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readServer } from "./read-server.ts";
import { readServerView } from "./server-view.ts";

export const getServerView = ({ ctx, input }: { ctx: WorkspaceContext; input: { readonly server: string } }) =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx): Promise<ServerView> =>
    readServerView(tx, ctx, await readServer(tx, input.server)),
  );
