import { listProviders } from "@breezeway/db";
import type { ProviderView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { operatorProviderView, providerView } from "./provider-view.ts";

export const listWorkspaceProviders = ({ ctx }: { ctx: WorkspaceContext }): Promise<{ providers: ProviderView[] }> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const providers: ProviderView[] = [];
    for (const row of await listProviders(tx)) providers.push(await providerView(tx, ctx.deps, row));
    for (const [id, { config }] of ctx.deps.operatorProviders)
      providers.push(await operatorProviderView(tx, ctx.deps, id, config));
    return { providers };
  });
