import type { JsonObject } from "@breezeway/core";
import { configChangeId } from "@breezeway/core";
import { and, desc, eq, sql } from "drizzle-orm";
import type { UserTx } from "../../database/scope.ts";
import { accountChanges } from "../../schema/people.ts";

export interface AccountChange {
  readonly kind: string;
  /** Never holds a secret. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly now: Date;
}

export const insertAccountChange = async (tx: UserTx, change: AccountChange): Promise<void> => {
  await tx.orm.insert(accountChanges).values({
    id: configChangeId.create(),
    userId: tx.userId,
    kind: change.kind,
    before: change.before ?? null,
    after: change.after ?? null,
    at: change.now,
  });
};

/** Newest first. */
export const listAccountChanges = (
  tx: UserTx,
  input: { readonly limit: number; readonly before?: { readonly at: string; readonly id: string } },
) =>
  tx.orm
    .select({
      change: accountChanges,
      /** Microseconds and all, for the keyset. */
      exactAt: sql<string>`to_char(${accountChanges.at}, 'YYYY-MM-DD"T"HH24:MI:SS.USOF')`,
    })
    .from(accountChanges)
    .where(
      and(
        eq(accountChanges.userId, tx.userId),
        input.before === undefined
          ? undefined
          : sql`(${accountChanges.at}, ${accountChanges.id}) < (${input.before.at}::timestamptz, ${input.before.id})`,
      ),
    )
    .orderBy(desc(accountChanges.at), desc(accountChanges.id))
    .limit(input.limit);
