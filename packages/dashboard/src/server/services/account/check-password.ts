import type { UserRow } from "@breezeway/db";
import { getUser } from "@breezeway/db";
import { throttle } from "../../auth/throttle.ts";
import type { AccountContext } from "../../context.ts";
import { unauthenticated, wrongPassword } from "../refusals.ts";

/** Asks for the password again before something that a stolen session must not do. */
export const checkPassword = async (ctx: AccountContext, password: string): Promise<UserRow> => {
  const { deps } = ctx;
  await throttle(deps, "password_check", ctx.actor.userId);
  const user = await deps.database.asUser({ userId: ctx.actor.userId }, getUser);
  const isRight = await deps.passwords.verify(user?.passwordHash, password);
  if (!user) throw unauthenticated();
  if (!isRight) throw wrongPassword();
  return user;
};
