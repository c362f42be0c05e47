import { accessKeyId, type ServerId } from "@breezeway/core";
import { z } from "zod";
import { arrayLiteral } from "../../database/array-types.ts";
import type { UnscopedTx, WorkspaceTx } from "../../database/scope.ts";

const usableAccessKey = z.object({
  id: accessKeyId.schema,
  /** SHA-256 of the key, lower-case hex. */
  hash: z.string(),
  limits: z.object({ readOnly: z.boolean().optional(), tools: z.array(z.string()).optional() }),
  expiresAtMs: z
    .date()
    .nullable()
    .transform((date) => date?.getTime()),
});
export type UsableAccessKey = z.infer<typeof usableAccessKey>;

/** Keys that open a server: neither revoked nor expired. */
export const listAccessKeys = async (
  tx: WorkspaceTx,
  { serverId }: { readonly serverId: ServerId },
): Promise<UsableAccessKey[]> => {
  const rows = await tx.sql`
    SELECT id, encode(key_hash, 'hex') AS hash, limits, expires_at AS "expiresAtMs" FROM access_keys
    WHERE server_id = ${serverId} AND workspace_id = ${tx.workspaceId} AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > now())`;
  return z.array(usableAccessKey).parse([...rows]);
};

/** Notes when keys were last used; the data role alone may. */
export const touchAccessKeys = async (
  tx: UnscopedTx,
  uses: readonly { readonly id: string; readonly usedAtMs: number }[],
): Promise<void> => {
  if (uses.length === 0) return;
  await tx.sql`
    SELECT touch_access_keys(${arrayLiteral(uses.map((use) => use.id))}::text::text[],
                             ${arrayLiteral(uses.map((use) => new Date(use.usedAtMs)))}::text::timestamptz[])`;
};
