import type { ConnectionHash, ServerId } from "@breezeway/core";
import { and, desc, eq, ilike, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { connections } from "../../schema/data-plane.ts";

export interface ListConnectionsInput {
  readonly serverId: ServerId;
  /** Part of a client's name. */
  readonly client?: string;
  readonly state?: "active" | "revoked";
  /** Last row of the page before. */
  readonly before?: { readonly lastSeenAt: Date; readonly hash: string };
  readonly limit: number;
}

/** Connections of a server, last seen first. */
export const listConnections = (tx: WorkspaceTx, input: ListConnectionsInput) =>
  tx.orm
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, tx.workspaceId),
        eq(connections.serverId, input.serverId),
        input.client === undefined ? undefined : ilike(connections.clientName, `%${escapeLike(input.client)}%`),
        input.state === undefined
          ? undefined
          : input.state === "revoked"
            ? isNotNull(connections.revokedAt)
            : isNull(connections.revokedAt),
        input.before === undefined
          ? undefined
          : or(
              lt(connections.lastSeenAt, input.before.lastSeenAt),
              and(eq(connections.lastSeenAt, input.before.lastSeenAt), lt(connections.hash, input.before.hash)),
            ),
      ),
    )
    .orderBy(desc(connections.lastSeenAt), desc(connections.hash))
    .limit(input.limit);

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

export interface RevokedConnection {
  readonly hash: ConnectionHash;
  readonly deniedUntilMs: number;
}

/** Connections that may not call, leaving out those whose tokens must all have expired. */
export const listRevokedConnections = async (
  tx: WorkspaceTx,
  { serverId }: { readonly serverId: ServerId },
): Promise<RevokedConnection[]> => {
  const rows = await tx.sql<{ hash: ConnectionHash; deniedUntil: Date | null }[]>`
    SELECT hash, denied_until AS "deniedUntil" FROM connections
    WHERE server_id = ${serverId} AND workspace_id = ${tx.workspaceId} AND revoked_at IS NOT NULL
      AND (denied_until IS NULL OR denied_until > now())`;
  return rows.map((row) => ({ hash: row.hash, deniedUntilMs: row.deniedUntil?.getTime() ?? Number.MAX_SAFE_INTEGER }));
};
