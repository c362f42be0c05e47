import { listServerAccessKeys } from "@breezeway/db";
import type { AccessKeyView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readServer } from "../server/read-server.ts";
import { accessKeyView } from "./access-key-view.ts";

export const listKeys = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<{ keys: AccessKeyView[] }> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    return { keys: (await listServerAccessKeys(tx, server.id)).map(accessKeyView) };
  });
