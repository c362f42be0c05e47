import { ServiceError, userId } from "@breezeway/core";
import { insertAccountChange, insertUser, userOf } from "@breezeway/db";
import type { Browser } from "../../auth/sessions.ts";
import type { PublicContext } from "../../context.ts";
import type { SignedIn } from "../account/signed-in.ts";
import { signIn } from "../account/signed-in.ts";
import { changeIn } from "../change.ts";
import { badLink } from "../refusals.ts";
import { join } from "./accept.ts";
import { readInvitation } from "./read.ts";

/** The account, the membership and the spent invitation are one transaction: an invitation makes one account at most. */
export const joinWithNewAccount = async ({
  ctx,
  input,
}: {
  ctx: PublicContext;
  input: {
    readonly token: string;
    readonly displayName: string;
    readonly password: string;
    readonly browser: Browser;
  };
}): Promise<SignedIn> => {
  const { deps } = ctx;
  const { found, newAccount } = await readInvitation(ctx, { token: input.token, address: input.browser.address });
  if (!newAccount) throw badLink();
  const { email, isProven } = newAccount;
  const passwordHash = await deps.passwords.hash(input.password);
  const id = userId.create();
  const name = input.displayName;
  await changeIn({
    ctx,
    workspaceId: found.workspaceId,
    actor: { kind: "user", userId: id },
    run: async (tx, now) => {
      const own = userOf(tx);
      const emailVerifiedAt = isProven ? now : null;
      if (!(await insertUser(own, { email, emailVerifiedAt, displayName: name, passwordHash, now })))
        throw new ServiceError("conflict", {
          message: "No account can be made with this invitation. If you have one, sign in to accept it.",
        });
      const after = { email, emailConfirmed: isProven, termsAcceptedAt: now.toISOString(), invitation: found.id };
      await insertAccountChange(own, { kind: "account.created", after, now });
      return join(tx, { found, userId: id, name, now });
    },
  });
  return signIn(deps, { userId: id, browser: input.browser, secondFactor: false });
};
