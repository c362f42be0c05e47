import { addressBucket, hashToken, newToken } from "@breezeway/core";
import {
  endSessions,
  findEmailToken,
  findLogin,
  getUser,
  replaceEmailToken,
  setPassword,
  spendEmailToken,
} from "@breezeway/db";
import { linkUrl } from "../../api/links.ts";
import type { Browser } from "../../auth/sessions.ts";
import { clearLoginThrottle, throttle, throttleMail } from "../../auth/throttle.ts";
import type { AccountContext, PublicContext } from "../../context.ts";
import {
  noAccountLetter,
  passwordChangedLetter,
  resetPasswordLetter,
  unconfirmedAccountLetter,
} from "../../mail/letters.ts";
import { changeAccount } from "../change.ts";
import { badLink } from "../refusals.ts";
import { checkPassword } from "./check-password.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";
import { runAfterAnswer } from "./run-after-answer.ts";
import { linkLifetimeMs } from "./sign-up-link.ts";
import type { SignedIn } from "./signed-in.ts";
import { signIn } from "./signed-in.ts";

/** The same answer, at the same time, for every address. */
export const forgotPassword = async ({
  ctx,
  input,
}: {
  ctx: PublicContext;
  input: { readonly email: string; readonly address: string };
}): Promise<{ sent: true }> => {
  const { deps } = ctx;
  refuseWithoutMail(deps);
  await throttleMail(deps, input);
  runAfterAnswer(ctx, async () => {
    const account = await deps.database.unscoped((tx) => findLogin(tx, input.email));
    if (!account) return deps.mailer.send(noAccountLetter(input.email, deps.config.dashboardUrl));
    // Whoever reads this address need not be whose account it is: a mistyped invitation would be a way in.
    if (!account.isEmailVerified) return deps.mailer.send(unconfirmedAccountLetter(account.email));
    const token = newToken("bwl").reveal();
    await changeAccount({ deps, actor: account }, async (tx, now) => {
      const expiresAt = new Date(now.getTime() + linkLifetimeMs);
      const id = hashToken(token).toString("hex");
      await replaceEmailToken(tx, { id, purpose: "reset_password", tokenHash: hashToken(token), now, expiresAt });
      return { result: undefined, change: { kind: "account.password_reset_asked" } };
    });
    const link = linkUrl(deps.config.dashboardUrl, "password_reset", token);
    return deps.mailer.send(resetPasswordLetter(account.email, link));
  });
  return { sent: true };
};

/** Ends every session; the second factor stays as it is. */
export const resetPassword = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly token: string; readonly password: string; readonly address: string };
}): Promise<void> => {
  await throttle(deps, "link", addressBucket(input.address));
  const found = await deps.database.unscoped((tx) => findEmailToken(tx, hashToken(input.token)));
  if (found?.purpose !== "reset_password") throw badLink();
  const passwordHash = await deps.passwords.hash(input.password);
  const email = await changeAccount({ deps, actor: found }, async (tx, now) => {
    if (!(await spendEmailToken(tx, { id: found.id, now }))) throw badLink();
    await setPassword(tx, { passwordHash, now });
    await endSessions(tx, { now });
    const user = await getUser(tx);
    return { result: user?.email ?? "", change: { kind: "account.password_reset" } };
  });
  await clearLoginThrottle(deps, { email, address: input.address });
  await deps.mailer.send(passwordChangedLetter(email));
};

/** Ends every session and begins a new one here. */
export const changePassword = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly currentPassword: string; readonly newPassword: string; readonly browser: Browser };
}): Promise<SignedIn> => {
  const { deps, actor } = ctx;
  const user = await checkPassword(ctx, input.currentPassword);
  const passwordHash = await deps.passwords.hash(input.newPassword);
  await changeAccount(ctx, async (tx, now) => {
    await setPassword(tx, { passwordHash, now });
    await endSessions(tx, { now });
    return { result: undefined, change: { kind: "account.password_changed" } };
  });
  await deps.mailer.send(passwordChangedLetter(user.email));
  return signIn(deps, {
    userId: actor.userId,
    browser: input.browser,
    secondFactor: user.totpConfirmedAt !== null,
  });
};
