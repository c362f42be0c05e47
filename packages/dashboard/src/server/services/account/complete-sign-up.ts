import { addressBucket } from "@breezeway/core";
import type { Browser } from "../../auth/sessions.ts";
import { throttle } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { badLink } from "../refusals.ts";
import { createUser } from "./create-user.ts";
import { readSignUpLink } from "./sign-up-link.ts";
import type { SignedIn } from "./signed-in.ts";
import { signIn } from "./signed-in.ts";

/** The link works once, since after that the address has an account. */
export const completeSignUp = async ({
  ctx: { deps },
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
  await throttle(deps, "link", addressBucket(input.browser.address));
  const email = readSignUpLink(deps, input.token);
  if (email === undefined) throw badLink();
  const userId = await createUser(deps, { email, displayName: input.displayName, password: input.password });
  if (userId === undefined) throw badLink();
  return signIn(deps, { userId, browser: input.browser, secondFactor: false });
};
