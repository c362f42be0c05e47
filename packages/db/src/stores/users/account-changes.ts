import type { JsonObject } from "@breezeway/core";
import { configChangeId } from "@breezeway/core";
import { desc, eq } from "drizzle-orm";
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

export const listAccountChanges = (tx: UserTx, limit = 10_000) =>
  tx.orm
    .select()
    .from(accountChanges)
    .where(eq(accountChanges.userId, tx.userId))
    .orderBy(desc(accountChanges.at))
    .limit(limit);
