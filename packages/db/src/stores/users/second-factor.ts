import { and, count, eq, isNull, lt, or } from "drizzle-orm";
import type { UserTx } from "../../database/scope.ts";
import { recoveryCodes, userSecrets } from "../../schema/people.ts";

/** `null` removes the second factor. */
export const setTotp = async (
  tx: UserTx,
  totp: { readonly secret: Uint8Array; readonly step: number; readonly now: Date } | null,
): Promise<void> => {
  await tx.orm
    .update(userSecrets)
    .set({
      totpSecret: totp?.secret ?? null,
      totpConfirmedAt: totp?.now ?? null,
      totpLastStep: totp?.step ?? null,
    })
    .where(eq(userSecrets.userId, tx.userId));
  if (totp === null) await tx.orm.delete(recoveryCodes).where(eq(recoveryCodes.userId, tx.userId));
};

/** A code's time step counts once: false when it, or a later one, was used before. */
export const spendTotpStep = async (tx: UserTx, step: number): Promise<boolean> => {
  const spent = await tx.orm
    .update(userSecrets)
    .set({ totpLastStep: step })
    .where(
      and(eq(userSecrets.userId, tx.userId), or(isNull(userSecrets.totpLastStep), lt(userSecrets.totpLastStep, step))),
    )
    .returning({ userId: userSecrets.userId });
  return spent.length === 1;
};

export const replaceRecoveryCodes = async (
  tx: UserTx,
  input: { readonly hashes: readonly Uint8Array[]; readonly now: Date },
): Promise<void> => {
  await tx.orm.delete(recoveryCodes).where(eq(recoveryCodes.userId, tx.userId));
  await tx.orm
    .insert(recoveryCodes)
    .values(input.hashes.map((codeHash) => ({ userId: tx.userId, codeHash, createdAt: input.now })));
};

/** False when there is no such code, or it was used before. */
export const spendRecoveryCode = async (
  tx: UserTx,
  input: { readonly hash: Uint8Array; readonly now: Date },
): Promise<boolean> => {
  const spent = await tx.orm
    .update(recoveryCodes)
    .set({ usedAt: input.now })
    .where(
      and(eq(recoveryCodes.userId, tx.userId), eq(recoveryCodes.codeHash, input.hash), isNull(recoveryCodes.usedAt)),
    )
    .returning({ userId: recoveryCodes.userId });
  return spent.length === 1;
};

export const countRecoveryCodes = async (tx: UserTx): Promise<number> => {
  const [row] = await tx.orm
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, tx.userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
};

/** For the user's export: no hashes. */
export const listRecoveryCodes = (tx: UserTx) =>
  tx.orm
    .select({ createdAt: recoveryCodes.createdAt, usedAt: recoveryCodes.usedAt })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, tx.userId));
