import { addressBucket, hashToken, newToken } from "@breezeway/core";
import { findEmailToken, findLogin, getUser, replaceEmailToken, spendEmailToken, updateUser } from "@breezeway/db";
import { linkUrl } from "../../api/links.ts";
import { throttle, throttleMail } from "../../auth/throttle.ts";
import type { AccountContext, PublicContext } from "../../context.ts";
import { addressTakenLetter, confirmEmailLetter, emailChangedLetter } from "../../mail/letters.ts";
import { changeAccount } from "../change.ts";
import { badLink } from "../refusals.ts";
import { checkPassword } from "./check-password.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";
import { runAfterAnswer } from "./run-after-answer.ts";
import { linkLifetimeMs } from "./sign-up-link.ts";

/** The new address gets a link; whether it has an account already is told to its own reader alone. */
export const changeEmail = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly newEmail: string; readonly password: string; readonly address: string };
}): Promise<{ sent: true }> => {
  const { deps } = ctx;
  refuseWithoutMail(deps);
  await checkPassword(ctx, input.password);
  await throttleMail(deps, { email: input.newEmail, address: input.address });
  runAfterAnswer(ctx, async () => {
    if (await deps.database.unscoped((tx) => findLogin(tx, input.newEmail)))
      return deps.mailer.send(addressTakenLetter(input.newEmail));
    const token = newToken("bwl").reveal();
    await changeAccount(ctx, async (tx, now) => {
      await replaceEmailToken(tx, {
        id: hashToken(token).toString("hex"),
        purpose: "change_email",
        tokenHash: hashToken(token),
        newEmail: input.newEmail,
        now,
        expiresAt: new Date(now.getTime() + linkLifetimeMs),
      });
      return { result: undefined, change: { kind: "account.email_change_asked", after: { email: input.newEmail } } };
    });
    const link = linkUrl(deps.config.dashboardUrl, "email_change", token);
    return deps.mailer.send(confirmEmailLetter(input.newEmail, link));
  });
  return { sent: true };
};

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
  if (await deps.database.unscoped((tx) => findLogin(tx, newEmail))) throw badLink();
  const previous = await changeAccount({ deps, actor: found }, async (tx, now) => {
    if (!(await spendEmailToken(tx, { id: found.id, now }))) throw badLink();
    const user = await getUser(tx);
    if (!user) throw badLink();
    await updateUser(tx, { email: newEmail, now });
    return {
      result: user.email,
      change: { kind: "account.email_changed", before: { email: user.email }, after: { email: newEmail } },
    };
  });
  await deps.mailer.send(emailChangedLetter(previous, newEmail));
  return { email: newEmail };
};
