import { ServiceError, type ConnectionHash, type ServerId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";
import type { ConnectionKind } from "../../schema/data-plane.ts";
import { appendChange } from "../changes/append-change.ts";

export interface RevokeConnectionInput {
  readonly serverId: ServerId;
  readonly hash: ConnectionHash;
  readonly kind: ConnectionKind;
  /** When the last token of this connection must have expired; the deny-list entry ends then. */
  readonly deniedUntilMs: number;
}

/** Denies one connection on every replica, also one that was never sighted. Works in both roles; cannot be undone. */
export const revokeConnection = async (tx: WorkspaceTx, input: RevokeConnectionInput): Promise<void> => {
  const deniedUntil = new Date(input.deniedUntilMs);
  await tx.sql`
    INSERT INTO connections (server_id, hash, workspace_id, kind, first_seen_at, last_seen_at, revoked_at, denied_until)
    VALUES (${input.serverId}, ${input.hash}, ${tx.workspaceId}, ${input.kind}, now(), now(), now(), ${deniedUntil})
    ON CONFLICT (server_id, hash) DO UPDATE
      SET revoked_at = coalesce(connections.revoked_at, now()), denied_until = EXCLUDED.denied_until`;
  await appendChange(tx, {
    serverId: input.serverId,
    kind: "connection.revoked",
    payload: { hash: input.hash, deniedUntilMs: input.deniedUntilMs },
  });
};

/** Ends every grant of a server by starting a new epoch, which is returned. */
export const revokeAllConnections = async (
  tx: WorkspaceTx,
  { serverId }: { readonly serverId: ServerId },
): Promise<number> => {
  const [row] = await tx.sql<{ epoch: number }[]>`
    UPDATE servers SET epoch = epoch + 1, updated_at = now()
    WHERE id = ${serverId} AND workspace_id = ${tx.workspaceId} RETURNING epoch`;
  if (row === undefined) throw new ServiceError("not_found", { message: "There is no such server." });
  await appendChange(tx, { serverId, kind: "connections.revoked_all", payload: { epoch: row.epoch } });
  return row.epoch;
};
