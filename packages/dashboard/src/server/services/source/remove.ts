import { ServiceError } from "@breezeway/core";
import {
  deleteSource,
  deleteToolUndos,
  deleteUnusedDocuments,
  keepImport,
  listSources,
  touchServer,
} from "@breezeway/db";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { readSource } from "./read-source.ts";

export const removeSource = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly sourceId: string };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    const source = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
    if ((await listSources(tx, server.id)).length === 1)
      throw new ServiceError("conflict", {
        message: "This is the server's only document. Add another first, or delete the server.",
      });
    await keepImport(tx, source.id);
    await deleteSource(tx, source.id);
    await deleteUnusedDocuments(tx);
    await deleteToolUndos(tx, { serverId: server.id });
    await touchServer(tx, { id: server.id, now });
    return {
      result: await readServerView(tx, ctx, await readServer(tx, server.id)),
      changes: [
        {
          kind: "source.removed",
          subject: source.title,
          serverId: server.id,
          before: { source: source.id, hash: source.documentHash, tools: source.tools },
        },
      ],
    };
  });
