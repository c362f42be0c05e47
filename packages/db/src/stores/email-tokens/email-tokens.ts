import type { UserId } from "@breezeway/core";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { UnscopedTx, UserTx } from "../../database/scope.ts";
import { emailTokens } from "../../schema/people.ts";

export type EmailTokenPurpose = "reset_password" | "change_email";

export interface FoundEmailToken {
  readonly id: string;
  readonly userId: UserId;
  readonly purpose: EmailTokenPurpose;
  readonly newEmail: string | null;
}

/** The token behind a link, if it is unused and not expired. */
export const findEmailToken = async (tx: UnscopedTx, tokenHash: Uint8Array): Promise<FoundEmailToken | undefined> => {
  const [row] = await tx.sql<
    { id: string; user_id: UserId; purpose: EmailTokenPurpose; new_email: string | null }[]
  >`SELECT id, user_id, purpose, new_email FROM find_email_token(${tokenHash})
    WHERE used_at IS NULL AND expires_at > now() AND purpose IN ('reset_password', 'change_email')`;
  return row && { id: row.id, userId: row.user_id, purpose: row.purpose, newEmail: row.new_email };
};

/** A new token takes the place of earlier ones for the same purpose. */
export const replaceEmailToken = async (
  tx: UserTx,
  input: {
    readonly id: string;
    readonly purpose: EmailTokenPurpose;
    readonly tokenHash: Uint8Array;
    readonly newEmail?: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  await tx.orm
    .delete(emailTokens)
    .where(and(eq(emailTokens.userId, tx.userId), eq(emailTokens.purpose, input.purpose)));
  await tx.orm.insert(emailTokens).values({
    id: input.id,
    userId: tx.userId,
    purpose: input.purpose,
    tokenHash: input.tokenHash,
    newEmail: input.newEmail ?? null,
    createdAt: input.now,
    expiresAt: input.expiresAt,
  });
};

/** The address that waits to be confirmed, if there is one. */
export const getPendingEmail = async (
  tx: UserTx,
  now: Date,
): Promise<{ readonly email: string; readonly expiresAt: Date } | undefined> => {
  const [row] = await tx.orm
    .select({ email: emailTokens.newEmail, expiresAt: emailTokens.expiresAt })
    .from(emailTokens)
    .where(
      and(
        eq(emailTokens.userId, tx.userId),
        eq(emailTokens.purpose, "change_email"),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, now),
      ),
    );
  return row && row.email !== null ? { email: row.email, expiresAt: row.expiresAt } : undefined;
};

/** What its link was for is not done any more. */
export const deleteEmailTokens = async (tx: UserTx, purpose: EmailTokenPurpose): Promise<void> => {
  await tx.orm.delete(emailTokens).where(and(eq(emailTokens.userId, tx.userId), eq(emailTokens.purpose, purpose)));
};

/** For the user's export: no hashes. */
export const listEmailTokens = (tx: UserTx) =>
  tx.orm
    .select({
      purpose: emailTokens.purpose,
      newEmail: emailTokens.newEmail,
      createdAt: emailTokens.createdAt,
      expiresAt: emailTokens.expiresAt,
      usedAt: emailTokens.usedAt,
    })
    .from(emailTokens)
    .where(eq(emailTokens.userId, tx.userId));

/** Spends a token; false when another request was first. */
export const spendEmailToken = async (
  tx: UserTx,
  input: { readonly id: string; readonly now: Date },
): Promise<boolean> => {
  const spent = await tx.orm
    .update(emailTokens)
    .set({ usedAt: input.now })
    .where(
      and(
        eq(emailTokens.id, input.id),
        eq(emailTokens.userId, tx.userId),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, input.now),
      ),
    )
    .returning({ id: emailTokens.id });
  return spent.length === 1;
};
