import { revokeAllConnections } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { confirmTypedName } from "../workspace/delete.ts";
import { denyForMs } from "./revoke.ts";

/**
 * Ends every sign-in (grants of an earlier epoch are no longer good) and every bearer token that has called. Access
 * keys go on: each is revoked by itself.
 */
export const revokeEveryConnection = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly confirmName: string };
}): Promise<RouteOutput<"revokeAllConnections">> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    confirmTypedName(input.confirmName, server.name);
    const { epoch, grants, bearers } = await revokeAllConnections(tx, {
      serverId: server.id,
      deniedUntilMs: now.getTime() + denyForMs,
    });
    return {
      result: { revokedAt: now.toISOString(), grants, bearers },
      changes: [
        {
          kind: "connections.revoked_all",
          subject: server.name,
          serverId: server.id,
          before: { epoch: server.epoch },
          after: { epoch, grants, bearers },
        },
      ],
    };
  });
