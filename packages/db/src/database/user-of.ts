import type { UserTx, WorkspaceTx } from "./scope.ts";

/** The same transaction as its user's own: for what must happen in a workspace and to an account at once. */
export const userOf = (tx: WorkspaceTx): UserTx => {
  const { userId } = tx;
  if (userId === undefined) throw new Error("The transaction has no user.");
  return { scope: "user", userId, sql: tx.sql, orm: tx.orm };
};
