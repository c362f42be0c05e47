import { setTimeout as pause } from "node:timers/promises";
import { succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import type { DemoAccount } from "./demo-account.ts";

export interface DemoOwnerInput {
  readonly account: DemoAccount;
  /** Text of the newest letter that a development start prints instead of sending. */
  readonly readLetter: () => string;
}

/** Whether the demo's owner is in, and what keeps the demo's own login out: the account is theirs by then. */
export type Entry = { readonly entered: true } | { readonly entered: false; readonly because: string };

/** Signs the demo owner in, or up on the first start. */
export const enterAsOwner = async (session: ApiSession, input: DemoOwnerInput): Promise<Entry> =>
  (await signIn(session, input.account)) ?? (await signUp(session, input));

const signIn = async ({ api, useCsrfToken }: ApiSession, account: DemoAccount): Promise<Entry | undefined> => {
  const answer = await api.api.auth.login.$post({ json: account });
  if (!answer.ok) return undefined;
  const result = await answer.json();
  if (result.status !== "signed_in") return { entered: false, because: "its owner has set up a second factor" };
  useCsrfToken(result.session.csrfToken);
  return { entered: true };
};

const signUp = async ({ api, useCsrfToken }: ApiSession, { account, readLetter }: DemoOwnerInput): Promise<Entry> => {
  await succeed(api.api.auth["sign-up"].$post({ json: { email: account.email } }));
  const letter = await awaitLetter(readLetter);
  const token = /#(?<token>[\w.-]+)/.exec(letter)?.groups?.["token"];
  if (letter === "") return { entered: false, because: "no sign-up link came, since letters go out by mail" };
  // Who has an account gets another letter: the password is no longer the one that this folder remembers.
  if (!token) return { entered: false, because: "its owner has another password or address now" };
  const session = await succeed(
    api.api.auth["sign-up"].complete.$post({
      json: { token, displayName: "Demo owner", password: account.password, acceptTerms: true },
    }),
  );
  useCsrfToken(session.csrfToken);
  return { entered: true };
};

/** The letter goes out after the answer, so that the answer's time does not tell whether an account exists. */
const awaitLetter = async (readLetter: () => string): Promise<string> => {
  for (let round = 0; round < 200 && !readLetter().includes("http"); round += 1) await pause(25);
  return readLetter();
};
