import { hashToken } from "@breezeway/core";
import { findInvitation, findLogin } from "@breezeway/db";
import { linkUrl } from "../../api/links.ts";
import { throttleMail } from "../../auth/throttle.ts";
import type { Deps, PublicContext } from "../../context.ts";
import { alreadySignedUpLetter, signUpLetter } from "../../mail/letters.ts";
import { mailedInvitationLink, readInvitationLink } from "../invitation/invitation-link.ts";
import { refuseWithoutMail } from "./refuse-without-mail.ts";
import { runAfterAnswer } from "./run-after-answer.ts";
import { linkLifetimeMs, sealSignUpLink } from "./sign-up-link.ts";

/**
 * Sends a link with which whoever reads the address's mail can make an account. Nothing is stored: the link is sealed.
 * The answer does not wait for the look-up or the mail, so it is the same, and as fast, for every address.
 */
export const signUp = async ({
  ctx,
  input,
}: {
  ctx: PublicContext;
  input: {
    readonly email: string;
    /** Either link of an invitation that the newcomer came with. */
    readonly invitation?: string | undefined;
    readonly address: string;
  };
}): Promise<{ sent: true }> => {
  const { deps } = ctx;
  refuseWithoutMail(deps);
  await throttleMail(deps, input);
  runAfterAnswer(ctx, async () => {
    const known = await deps.database.unscoped((tx) => findLogin(tx, input.email));
    const invitation = await openInvitation(deps, input.invitation);
    if (known) return deps.mailer.send(alreadySignedUpLetter(known.email, signInUrl(deps, invitation)));
    return deps.mailer.send(signUpLetter(input.email, await newcomersLink(deps, { email: input.email, invitation })));
  });
  return { sent: true };
};

/** Only what is an invitation goes into a mail: anything else would be a stranger's text. */
const openInvitation = async (deps: Deps, token: string | undefined): Promise<string | undefined> => {
  if (token === undefined) return undefined;
  const { invitation } = readInvitationLink(deps, token);
  const found = await deps.database.unscoped((tx) => findInvitation(tx, hashToken(invitation)));
  return found && invitation;
};

const signInUrl = ({ config }: Deps, invitation: string | undefined): string =>
  invitation === undefined ? `${config.dashboardUrl}/sign-in` : linkUrl(config.dashboardUrl, "invitation", invitation);

/** Whoever reads the mail at this address may make its account, in any browser; the invitation comes along. */
const newcomersLink = async (
  deps: Deps,
  { email, invitation }: { readonly email: string; readonly invitation: string | undefined },
): Promise<string> => {
  if (invitation === undefined) return linkUrl(deps.config.dashboardUrl, "sign_up", await sealSignUpLink(deps, email));
  return mailedInvitationLink(deps, { email, invitation, expiresAt: new Date(deps.clock() + linkLifetimeMs) });
};
