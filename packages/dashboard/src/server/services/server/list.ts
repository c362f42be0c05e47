import { countRecentCalls, countTools, listLiveReleases, listServers } from "@breezeway/db";
import type { ServerSummary } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { summaryView } from "./server-view.ts";

export const listWorkspaceServers = ({ ctx }: { ctx: WorkspaceContext }): Promise<{ servers: ServerSummary[] }> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const servers = await listServers(tx);
    const tools = await countTools(tx);
    const live = await listLiveReleases(tx);
    const calls = await countRecentCalls(tx, new Date(ctx.deps.clock()));
    return {
      servers: servers.map((server) =>
        summaryView(ctx, server, {
          tools: tools.get(server.id),
          live: live.get(server.id),
          calls: calls.get(server.id) ?? 0,
        }),
      ),
    };
  });
