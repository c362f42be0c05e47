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

export interface RevokedAll {
  readonly epoch: number;
  /** Connections seen so far that could call until now, by kind. */
  readonly grants: number;
  readonly bearers: number;
}

/**
 * Ends every grant of a server, seen or not, by starting a new epoch; and denies every bearer token that was seen so
 * far. A token never seen has no hash here, and access keys are revoked as keys.
 */
export const revokeAllConnections = async (
  tx: WorkspaceTx,
  input: {
    readonly serverId: ServerId;
    /** When the last of the denied bearer tokens must have expired; never unless told. */
    readonly deniedUntilMs?: number;
  },
): Promise<RevokedAll> => {
  const { serverId } = input;
  const deniedUntil = input.deniedUntilMs === undefined ? null : new Date(input.deniedUntilMs);
  const [row] = await tx.sql<{ epoch: number }[]>`
    UPDATE servers SET epoch = epoch + 1, updated_at = now()
    WHERE id = ${serverId} AND workspace_id = ${tx.workspaceId} RETURNING epoch`;
  if (row === undefined) throw new ServiceError("not_found", { message: "There is no such server." });
  // The epoch denies grants: an entry for each of them in every replica's deny-list would only repeat it.
  const revoked = await tx.sql<{ kind: ConnectionKind }[]>`
    UPDATE connections SET revoked_at = now(),
           denied_until = CASE kind WHEN 'grant' THEN now() ELSE ${deniedUntil}::timestamptz END
    WHERE server_id = ${serverId} AND workspace_id = ${tx.workspaceId} AND revoked_at IS NULL
      AND kind IN ('grant', 'bearer') RETURNING kind`;
  await appendChange(tx, { serverId, kind: "connections.revoked_all", payload: { epoch: row.epoch } });
  const count = (kind: ConnectionKind) => revoked.filter((one) => one.kind === kind).length;
  return { epoch: row.epoch, grants: count("grant"), bearers: count("bearer") };
};
