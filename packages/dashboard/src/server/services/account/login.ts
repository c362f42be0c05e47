import { seal } from "@breezeway/core";
import { findLogin } from "@breezeway/db";
import type { Browser } from "../../auth/sessions.ts";
import { clearLoginThrottle, throttleLogin } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { wrongLogin } from "../refusals.ts";
import { challengeAudience, challengeLifetimeMs } from "./login-challenge.ts";
import type { SignedIn } from "./signed-in.ts";
import { signIn } from "./signed-in.ts";

export type LoginOutcome =
  | { readonly status: "signed_in"; readonly signedIn: SignedIn }
  | { readonly status: "second_factor"; readonly challenge: string };

export const login = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly email: string; readonly password: string; readonly browser: Browser };
}): Promise<LoginOutcome> => {
  const guess = { email: input.email, address: input.browser.address };
  await throttleLogin(deps, guess);
  const account = await deps.database.unscoped((tx) => findLogin(tx, input.email));
  const isRight = await deps.passwords.verify(account?.passwordHash, input.password);
  if (!account || !isRight) throw wrongLogin();
  await clearLoginThrottle(deps, guess);
  if (!account.hasSecondFactor)
    return {
      status: "signed_in",
      signedIn: await signIn(deps, { userId: account.userId, browser: input.browser, secondFactor: false }),
    };
  const challenge = await seal({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: challengeAudience,
    expiresAt: deps.clock() + challengeLifetimeMs,
    claims: { userId: account.userId },
  });
  return { status: "second_factor", challenge };
};
