import { getUser } from "@breezeway/db";
import type { Browser } from "../../auth/sessions.ts";
import { throttle } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { wrongCode, wrongLogin } from "../refusals.ts";
import { spendSecondFactor } from "./check-second-factor.ts";
import { readChallenge } from "./login-challenge.ts";
import type { SignedIn } from "./signed-in.ts";
import { signIn } from "./signed-in.ts";

export const loginWithSecondFactor = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly challenge: string; readonly code: string; readonly browser: Browser };
}): Promise<SignedIn> => {
  const userId = readChallenge(deps, input.challenge);
  if (userId === undefined) throw wrongLogin();
  await throttle(deps, "second_factor", userId);
  const isRight = await deps.database.asUser({ userId }, async (tx) => {
    const user = await getUser(tx);
    return user !== undefined && spendSecondFactor(deps, tx, { user, code: input.code });
  });
  if (!isRight) throw wrongCode();
  return signIn(deps, { userId, browser: input.browser, secondFactor: true });
};
