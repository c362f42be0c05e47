import type { ConnectionHash, ServerId } from "@breezeway/core";
import { and, eq } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { connections } from "../../schema/data-plane.ts";

/** One connection of a server, if it was ever seen or revoked. */
export const getConnection = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly hash: ConnectionHash },
): Promise<typeof connections.$inferSelect | undefined> => {
  const [row] = await tx.orm
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, tx.workspaceId),
        eq(connections.serverId, input.serverId),
        eq(connections.hash, input.hash),
      ),
    );
  return row;
};
