import { ServiceError, sourceId } from "@breezeway/core";
import { listSources, touchServer } from "@breezeway/db";
import type { NewSource, ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkMayAimSecret } from "../server/credential-settings.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { readDocument, storeSource } from "./store-import.ts";

const mostSources = 10;

export const addSource = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly settings: NewSource };
}): Promise<ServerView> => {
  const document = await readDocument(ctx, input.settings);
  return changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      checkMayAimSecret(ctx, server.credential.mode);
      const sources = await listSources(tx, server.id);
      if (sources.length >= mostSources)
        throw new ServiceError("conflict", { message: `A server has at most ${mostSources} documents.` });
      const position = Math.max(-1, ...sources.map((source) => source.position)) + 1;
      const id = sourceId.create();
      await storeSource(tx, ctx, { id, serverId: server.id, position, settings: input.settings, document, now });
      await touchServer(tx, { id: server.id, now });
      return {
        result: await readServerView(tx, ctx, await readServer(tx, server.id)),
        changes: [
          {
            kind: "source.added",
            subject: document.result.document.title,
            serverId: server.id,
            after: { source: id, hash: document.result.document.hash, tools: document.result.tools.length },
          },
        ],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );
};
