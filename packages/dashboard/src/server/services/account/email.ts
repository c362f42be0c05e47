import { addressBucket, hashToken, newToken, ServiceError } from "@breezeway/core";
import {
  deleteEmailTokens,
  findEmailToken,
  findLogin,
  getPendingEmail,
  getUser,
  replaceEmailToken,
  spendEmailToken,
  updateUser,
} from "@breezeway/db";
import type { AccountView } from "../../api/account.ts";
import { linkUrl } from "../../api/links.ts";
import { throttle, throttleMail } from "../../auth/throttle.ts";
import type { AccountContext, PublicContext } from "../../context.ts";
import { addressTakenLetter, confirmEmailLetter, emailChangedLetter } from "../../mail/letters.ts";
import { changeAccount } from "../change.ts";
import { badLink } from "../refusals.ts";
import { readAccountView } from "./account-view.ts";
import { checkPassword } from "./check-password.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";
import { runAfterAnswer } from "./run-after-answer.ts";
import { linkLifetimeMs } from "./sign-up-link.ts";

/**
 * The new address gets a link; whether it has an account already is told to its own reader alone. What is stored,
 * recorded and answered is the same either way.
 */
export const changeEmail = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly newEmail: string; readonly password: string; readonly address: string };
}): Promise<AccountView> => {
  const { deps, actor } = ctx;
  const { newEmail } = input;
  refuseWithoutMail(deps);
  const user = await checkPassword(ctx, input.password);
  if (newEmail === user.email && user.emailVerifiedAt !== null)
    throw new ServiceError("conflict", { message: "This is your address already.", at: "newEmail" });
  await throttleMail(deps, { email: newEmail, address: input.address });
  const token = newToken("bwl").reveal();
  const account = await changeAccount(ctx, async (tx, now) => {
    const tokenHash = hashToken(token);
    const expiresAt = new Date(now.getTime() + linkLifetimeMs);
    const id = tokenHash.toString("hex");
    await replaceEmailToken(tx, { id, purpose: "change_email", tokenHash, newEmail, now, expiresAt });
    return {
      result: await readAccountView(tx, now),
      change: { kind: "account.email_change_asked", after: { email: newEmail } },
    };
  });
  runAfterAnswer(ctx, async () => {
    const holder = await deps.database.unscoped((tx) => findLogin(tx, newEmail));
    if (holder && holder.userId !== actor.userId) return deps.mailer.send(addressTakenLetter(newEmail));
    return deps.mailer.send(confirmEmailLetter(newEmail, linkUrl(deps.config.dashboardUrl, "email_change", token)));
  });
  return account;
};

export const cancelEmailChange = ({ ctx }: { ctx: AccountContext }): Promise<AccountView> =>
  changeAccount(ctx, async (tx, now) => {
    const pending = await getPendingEmail(tx, now);
    await deleteEmailTokens(tx, "change_email");
    return {
      result: await readAccountView(tx, now),
      change: pending ? { kind: "account.email_change_called_off", before: { email: pending.email } } : null,
    };
  });

export const confirmEmail = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly token: string; readonly address: string };
}): Promise<{ email: string }> => {
  await throttle(deps, "link", addressBucket(input.address));
  const found = await deps.database.unscoped((tx) => findEmailToken(tx, hashToken(input.token)));
  const { newEmail } = found ?? {};
  if (found?.purpose !== "change_email" || !newEmail) throw badLink();
  const holder = await deps.database.unscoped((tx) => findLogin(tx, newEmail));
  if (holder && holder.userId !== found.userId) throw badLink();
  const previous = await changeAccount({ deps, actor: found }, async (tx, now) => {
    if (!(await spendEmailToken(tx, { id: found.id, now }))) throw badLink();
    const user = await getUser(tx);
    if (!user) throw badLink();
    await updateUser(tx, { email: newEmail, now });
    return {
      result: user.email,
      change:
        user.email === newEmail
          ? { kind: "account.email_confirmed", after: { email: newEmail } }
          : { kind: "account.email_changed", before: { email: user.email }, after: { email: newEmail } },
    };
  });
  if (previous !== newEmail) await deps.mailer.send(emailChangedLetter(previous, newEmail));
  return { email: newEmail };
};
