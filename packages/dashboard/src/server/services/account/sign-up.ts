import { findLogin } from "@breezeway/db";
import { linkUrl } from "../../api/links.ts";
import { throttleMail } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { alreadySignedUpLetter, signUpLetter } from "../../mail/letters.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";
import { runAfterAnswer } from "./run-after-answer.ts";
import { sealSignUpLink } from "./sign-up-link.ts";

/**
 * Sends a link with which whoever reads the address's mail can make an account. Nothing is stored: the link is sealed.
 * The answer does not wait for the look-up or the mail, so it is the same, and as fast, for every address.
 */
export const signUp = async ({
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
    const known = await deps.database.unscoped((tx) => findLogin(tx, input.email));
    if (known) return deps.mailer.send(alreadySignedUpLetter(known.email, deps.config.dashboardUrl));
    const token = await sealSignUpLink(deps, input.email);
    return deps.mailer.send(signUpLetter(input.email, linkUrl(deps.config.dashboardUrl, "sign_up", token)));
  });
  return { sent: true };
};
