import type { UserId } from "@breezeway/core";
import { userId } from "@breezeway/core";
import { insertUser } from "@breezeway/db";
import type { Deps } from "../../context.ts";
import { changeAccount } from "../change.ts";

/** Makes an account with an address that is known to be the user's own; undefined when it has one already. */
export const createUser = async (
  deps: Deps,
  input: { readonly email: string; readonly displayName: string; readonly password: string },
): Promise<UserId | undefined> => {
  const passwordHash = await deps.passwords.hash(input.password);
  const id = userId.create();
  const { email, displayName } = input;
  const isCreated = await changeAccount({ deps, actor: { userId: id } }, async (tx, now) => {
    const inserted = await insertUser(tx, { email, emailVerifiedAt: now, displayName, passwordHash, now });
    return {
      result: inserted,
      change: inserted
        ? { kind: "account.created", after: { email, emailConfirmed: true, termsAcceptedAt: now.toISOString() } }
        : null,
    };
  });
  return isCreated ? id : undefined;
};
