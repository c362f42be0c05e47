import { deleteServer, deleteUnusedDocuments } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { confirmTypedName } from "../workspace/delete.ts";
import { readServer } from "./read-server.ts";

/** The audit of its calls stays for as long as audit is kept. */
export const removeServer = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly confirmName: string };
}): Promise<void> =>
  changeWorkspace(ctx, async (tx) => {
    const server = await readServer(tx, input.server, { lock: true });
    confirmTypedName(input.confirmName, server.name);
    await deleteServer(tx, server.id);
    await deleteUnusedDocuments(tx);
    return {
      result: undefined,
      changes: [
        {
          kind: "server.deleted",
          subject: server.name,
          serverId: server.id,
          before: { name: server.name, slug: server.slug, mode: server.credential.mode },
        },
      ],
      feed: [{ serverId: server.id, kind: "server.stopped" }],
    };
  });
