import { openSecret } from "@breezeway/core";
import type { UserRow, UserTx } from "@breezeway/db";
import { spendRecoveryCode, spendTotpStep } from "@breezeway/db";
import { hashRecoveryCode, matchTotp } from "../../auth/totp.ts";
import type { Deps } from "../../context.ts";

/** Where a user's authenticator secret stands; it belongs to no workspace. */
export const totpPlace = (userId: string) => ({
  table: "user_secrets",
  column: "totp_secret",
  rowId: userId,
  workspaceId: "",
});

/** Spends a code of the authenticator, or a recovery code. Each works once. */
export const spendSecondFactor = async (
  deps: Deps,
  tx: UserTx,
  input: { readonly user: UserRow; readonly code: string },
): Promise<boolean> => {
  const { user, code } = input;
  if (user.totpSecret === null) return false;
  const nowMs = deps.clock();
  const secret = openSecret(deps.config.keyring, totpPlace(user.id), user.totpSecret);
  const step = matchTotp({ secret: secret.reveal(), code, nowMs });
  if (step !== undefined) return spendTotpStep(tx, step);
  return spendRecoveryCode(tx, { hash: hashRecoveryCode(user.id, code), now: new Date(nowMs) });
};
