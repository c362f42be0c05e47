import type { JsonObject, ServerId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";
import type { ChangeKind } from "./change.ts";

export interface AppendChangeInput {
  readonly serverId?: ServerId;
  readonly kind: ChangeKind;
  readonly payload?: JsonObject;
}

/**
 * Appends to the change feed of this transaction's workspace. From here to the commit all other appends wait, so call
 * it last. The data role may append `connection.revoked` only.
 */
export const appendChange = async (tx: WorkspaceTx, { serverId, kind, payload }: AppendChangeInput): Promise<void> => {
  await tx.sql`
    INSERT INTO changes (workspace_id, server_id, kind, payload)
    VALUES (${tx.workspaceId}, ${serverId ?? null}, ${kind}, ${JSON.stringify(payload ?? {})}::text::jsonb)`;
};
