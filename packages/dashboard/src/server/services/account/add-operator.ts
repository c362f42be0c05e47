import { ServiceError } from "@breezeway/core";
import type { Database } from "@breezeway/db";
import { findLogin, insertAccountChange, makeOperator } from "@breezeway/db";
import type { Deps } from "../../context.ts";
import { readEmail } from "./create-sign-up-link.ts";

/** Lets a user see the operator's page. `owner` is a database in the `owner` role: no serving process may do this. */
export const addOperator = async ({
  deps,
  owner,
  email,
}: {
  readonly deps: Pick<Deps, "clock">;
  readonly owner: Database;
  readonly email: string;
}): Promise<void> => {
  const address = readEmail(email);
  const known = await owner.unscoped(async (tx) => {
    const login = await findLogin(tx, address);
    if (login && !login.isEmailVerified) throw unconfirmed(address);
    return login && (await makeOperator(tx, { email: address })) ? login : undefined;
  });
  if (!known) throw new ServiceError("not_found", { message: `Nobody has an account with ${address}.`, at: "email" });
  await owner.asUser({ userId: known.userId }, (tx) =>
    insertAccountChange(tx, { kind: "account.operator_added", now: new Date(deps.clock()) }),
  );
};

/** Such an account has the address that an inviter wrote down, and whoever held the link. */
const unconfirmed = (address: string): ServiceError =>
  new ServiceError("conflict", {
    message: `Nothing has shown that the account with ${address} belongs to whoever reads that address: it was made by an invitation without mail. Make the operator an account with \`breezeway accounts link\`.`,
    at: "email",
  });
