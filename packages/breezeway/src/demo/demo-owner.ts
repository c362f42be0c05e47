import { setTimeout as pause } from "node:timers/promises";
import { ServiceError } from "@breezeway/core";
import { succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import type { DemoAccount } from "./demo-account.ts";

export interface DemoOwnerInput {
  readonly account: DemoAccount;
  /** Text of the newest letter that a development start prints instead of sending. */
  readonly readLetter: () => string;
}

/** Signs the demo owner in, or up on the first start. */
export const enterAsOwner = async (session: ApiSession, input: DemoOwnerInput): Promise<void> => {
  if (!(await signIn(session, input.account))) await signUp(session, input);
};

const signIn = async ({ api, useCsrfToken }: ApiSession, account: DemoAccount): Promise<boolean> => {
  const answer = await api.api.auth.login.$post({ json: account });
  if (!answer.ok) return false;
  const result = await answer.json();
  if (result.status !== "signed_in")
    throw new ServiceError("forbidden", {
      message: "The demo owner has set up a second factor, so the demo cannot be prepared. Start with --no-demo.",
    });
  useCsrfToken(result.session.csrfToken);
  return true;
};

const signUp = async ({ api, useCsrfToken }: ApiSession, { account, readLetter }: DemoOwnerInput): Promise<void> => {
  await succeed(api.api.auth["sign-up"].$post({ json: { email: account.email } }));
  const token = /#(?<token>[\w.-]+)/.exec(await awaitLetter(readLetter))?.groups?.["token"];
  if (!token)
    throw new ServiceError("unavailable", {
      message:
        "The demo account could not be made: no sign-up link came. If its password was changed, start with --no-demo.",
    });
  const session = await succeed(
    api.api.auth["sign-up"].complete.$post({
      json: { token, displayName: "Demo owner", password: account.password, acceptTerms: true },
    }),
  );
  useCsrfToken(session.csrfToken);
};

/** The letter goes out after the answer, so that the answer's time does not tell whether an account exists. */
const awaitLetter = async (readLetter: () => string): Promise<string> => {
  for (let round = 0; round < 200 && !readLetter().includes("http"); round += 1) await pause(25);
  return readLetter();
};
