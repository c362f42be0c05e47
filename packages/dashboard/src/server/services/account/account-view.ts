import type { UserTx } from "@breezeway/db";
import { countRecoveryCodes, getPendingEmail, getUser } from "@breezeway/db";
import type { AccountView } from "../../api/account.ts";
import { unauthenticated } from "../refusals.ts";

/** The account of the transaction's user, as its owner sees it. */
export const readAccountView = async (tx: UserTx, now: Date): Promise<AccountView> => {
  const user = await getUser(tx);
  if (!user) throw unauthenticated();
  const pending = await getPendingEmail(tx, now);
  return {
    id: user.id,
    email: user.email,
    emailConfirmed: user.emailVerifiedAt !== null,
    pendingEmail: pending ? { email: pending.email, expiresAt: pending.expiresAt.toISOString() } : null,
    displayName: user.displayName,
    totpEnabled: user.totpConfirmedAt !== null,
    recoveryCodesLeft: await countRecoveryCodes(tx),
    isOperator: user.isOperator,
    termsAcceptedAt: (user.termsAcceptedAt ?? user.createdAt).toISOString(),
    createdAt: user.createdAt.toISOString(),
    deletesAt: user.deletionDueAt?.toISOString() ?? null,
  };
};
