import { requestId } from "@breezeway/core";
import { getWorkspace, takeDueSourceChecks } from "@breezeway/db";
import type { Deps, WorkspaceContext } from "../context.ts";
import { checkDrift } from "../services/source/check-drift.ts";

/** Looks at the addresses that are due and notes what is found; one that fails does not keep the others waiting. */
export const checkDueSources = async (deps: Deps): Promise<void> => {
  for (const due of await deps.database.unscoped(takeDueSourceChecks)) {
    const workspace = await deps.database.inWorkspace({ workspaceId: due.workspaceId }, getWorkspace);
    if (!workspace) continue;
    const ctx: WorkspaceContext = {
      deps,
      requestId: requestId.create(),
      log: deps.log,
      actor: { kind: "system", userId: null, name: "Breezeway" },
      workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, role: "editor" },
    };
    try {
      await checkDrift({ ctx, input: { server: due.serverId, sourceId: due.sourceId } });
    } catch (error) {
      deps.log.warn({ component: "drift", sourceId: due.sourceId, error }, "A document could not be looked at");
    }
  }
};
