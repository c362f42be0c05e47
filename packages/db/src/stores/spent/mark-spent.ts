import type { AnyTx } from "../../database/scope.ts";

/** True for the first caller in the world with this hash (32 bytes), false for every later one until it has expired. */
export const markSpent = async (
  tx: AnyTx,
  { hash, expiresAtMs }: { readonly hash: Uint8Array; readonly expiresAtMs: number },
): Promise<boolean> => {
  const inserted = await tx.sql`
    INSERT INTO spent (hash, expires_at) VALUES (${hash}, ${new Date(expiresAtMs)}) ON CONFLICT DO NOTHING`;
  return inserted.count === 1;
};
