import { revokeAllConnections } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { confirmTypedName } from "../workspace/delete.ts";

/** Every user signs in again: grants of an earlier epoch are no longer good. */
export const revokeEveryConnection = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly confirmName: string };
}): Promise<{ revokedAt: string }> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    confirmTypedName(input.confirmName, server.name);
    const epoch = await revokeAllConnections(tx, { serverId: server.id });
    return {
      result: { revokedAt: now.toISOString() },
      changes: [
        {
          kind: "connections.revoked_all",
          subject: server.name,
          serverId: server.id,
          before: { epoch: server.epoch },
          after: { epoch },
        },
      ],
    };
  });
