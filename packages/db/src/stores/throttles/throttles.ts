import type { UnscopedTx } from "../../database/scope.ts";

/**
 * Counts one attempt against a bucket and says whether it may go on: at most `limit` in any window of `windowMs`,
 * however the attempts are spread. A refused attempt is not counted, so waiting always helps.
 */
export const takeAttempt = async (
  tx: UnscopedTx,
  input: { readonly bucket: Uint8Array; readonly limit: number; readonly windowMs: number; readonly now: Date },
): Promise<{ readonly accepted: boolean; readonly retryAt: Date }> => {
  const [row] = await tx.sql<{ accepted: boolean; retry_at: Date }[]>`
    SELECT accepted, retry_at FROM take_attempt(${input.bucket}, ${input.limit}, ${input.windowMs}, ${input.now})`;
  return { accepted: row?.accepted ?? false, retryAt: row?.retry_at ?? input.now };
};

/** Forgets the attempts of a bucket, after one that was right. */
export const clearAttempts = async (tx: UnscopedTx, bucket: Uint8Array): Promise<void> => {
  await tx.sql`DELETE FROM throttles WHERE bucket = ${bucket}`;
};
