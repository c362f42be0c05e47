import { addressBucket, hashToken } from "@breezeway/core";
import { findEmailToken, findLogin, getUser } from "@breezeway/db";
import { throttle } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { badLink } from "../refusals.ts";
import { readSignUpLink } from "./sign-up-link.ts";

export const inspectLink = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly token: string; readonly address: string };
}): Promise<{ purpose: "sign_up" | "password_reset" | "email_change"; email: string }> => {
  await throttle(deps, "link", addressBucket(input.address));
  const email = readSignUpLink(deps, input.token);
  if (email !== undefined) {
    if (await deps.database.unscoped((tx) => findLogin(tx, email))) throw badLink();
    return { purpose: "sign_up", email };
  }
  const found = await deps.database.unscoped((tx) => findEmailToken(tx, hashToken(input.token)));
  if (!found) throw badLink();
  if (found.purpose === "change_email") return { purpose: "email_change", email: found.newEmail ?? "" };
  const user = await deps.database.asUser({ userId: found.userId }, getUser);
  return { purpose: "password_reset", email: user?.email ?? "" };
};
