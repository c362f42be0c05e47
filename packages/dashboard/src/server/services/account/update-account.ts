import { getUser, updateUser } from "@breezeway/db";
import type { AccountView } from "../../api/account.ts";
import type { AccountContext } from "../../context.ts";
import { changeAccount } from "../change.ts";
import { unauthenticated } from "../refusals.ts";
import { readAccountView } from "./account-view.ts";

export const updateAccount = ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly displayName: string };
}): Promise<AccountView> =>
  changeAccount(ctx, async (tx, now) => {
    const user = await getUser(tx);
    if (!user) throw unauthenticated();
    if (user.displayName === input.displayName) return { result: await readAccountView(tx, now), change: null };
    await updateUser(tx, { displayName: input.displayName, now });
    return {
      result: await readAccountView(tx, now),
      change: {
        kind: "account.renamed",
        before: { displayName: user.displayName },
        after: { displayName: input.displayName },
      },
    };
  });
