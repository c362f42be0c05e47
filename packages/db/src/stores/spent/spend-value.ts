import { z } from "zod";
import type { AnyTx } from "../../database/scope.ts";

const answer = z.object({ agoMs: z.number().nullable() });

/** Marks a hash (32 bytes) spent on every replica. Undefined the first time, later the milliseconds since then. */
export const spendValue = async (
  tx: AnyTx,
  { hash, expiresAtMs }: { readonly hash: Uint8Array; readonly expiresAtMs: number },
): Promise<number | undefined> => {
  const [row] = await tx.sql`SELECT spend_value(${hash}, ${new Date(expiresAtMs)}) AS "agoMs"`;
  return answer.parse(row).agoMs ?? undefined;
};

/** Takes the mark back, where what the value was used for did not happen. */
export const unspendValue = async (tx: AnyTx, { hash }: { readonly hash: Uint8Array }): Promise<void> => {
  await tx.sql`SELECT unspend_value(${hash})`;
};
