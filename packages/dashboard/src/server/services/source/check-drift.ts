import { isServiceError } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { SourceDrift, SourceRow } from "@breezeway/db";
import { updateSource } from "@breezeway/db";
import type { SourceView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { sourceView } from "../server/server-view.ts";
import { readSource } from "./read-source.ts";

/** Looks whether the document at a source's address differs from the imported one. Applies nothing. */
export const checkDrift = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly sourceId: string };
}): Promise<SourceView> => {
  const source = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    return readSource(tx, { serverId: server.id, sourceId: input.sourceId });
  });
  const drift = await lookForDrift(ctx, source);
  return changeWorkspace(ctx, async (tx, now) => {
    await updateSource(tx, { id: source.id, changes: { checkedAt: now, drift } });
    const isNews = drift.found !== (source.drift?.found ?? false) || drift.error !== (source.drift?.error ?? null);
    return {
      result: sourceView({ ...source, checkedAt: now, drift }),
      changes:
        ctx.actor.kind === "system" && !isNews
          ? []
          : [
              {
                kind: "source.drift_checked",
                subject: source.title,
                serverId: source.serverId,
                after: { found: drift.found, error: drift.error },
              },
            ],
    };
  });
};

const lookForDrift = async (ctx: WorkspaceContext, source: SourceRow): Promise<SourceDrift> => {
  if (source.documentUrl === null)
    throw new ServiceError("invalid_input", { message: "An uploaded document has no address to look at." });
  try {
    const found = await ctx.deps.importer.hasChanged({
      url: source.documentUrl,
      hash: source.documentHash,
      ...(source.etag !== null && { etag: source.etag }),
    });
    return { found, error: null };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return { found: source.drift?.found ?? false, error: error.message };
  }
};
