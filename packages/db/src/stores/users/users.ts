import type { UserId } from "@breezeway/core";
import { eq } from "drizzle-orm";
import type { UnscopedTx, UserTx } from "../../database/scope.ts";
import { operators, userSecrets, users } from "../../schema/people.ts";

export interface UserRow {
  readonly id: UserId;
  readonly email: string;
  /** `null` where nothing has shown that the address is the user's. */
  readonly emailVerifiedAt: Date | null;
  readonly displayName: string;
  readonly termsAcceptedAt: Date | null;
  readonly createdAt: Date;
  readonly passwordHash: string;
  readonly passwordChangedAt: Date;
  readonly totpSecret: Uint8Array | null;
  readonly totpConfirmedAt: Date | null;
  readonly totpLastStep: number | null;
  readonly isOperator: boolean;
  readonly operatorSince: Date | null;
  readonly privacyAcceptedAt: Date | null;
  readonly deletionDueAt: Date | null;
}

/** The user of this transaction. */
export const getUser = async (tx: UserTx): Promise<UserRow | undefined> => {
  const [row] = await tx.orm
    .select()
    .from(users)
    .innerJoin(userSecrets, eq(userSecrets.userId, users.id))
    .leftJoin(operators, eq(operators.userId, users.id))
    .where(eq(users.id, tx.userId));
  if (!row) return undefined;
  const [due] = await tx.sql<{ deletion_due_at: Date | null }[]>`
    SELECT deletion_due_at FROM users WHERE id = ${tx.userId}`;
  const { users: user, user_secrets: secrets } = row;
  return {
    id: tx.userId,
    email: user.email,
    emailVerifiedAt: user.emailVerifiedAt,
    displayName: user.displayName,
    termsAcceptedAt: user.termsAcceptedAt,
    createdAt: user.createdAt,
    passwordHash: secrets.passwordHash,
    passwordChangedAt: secrets.passwordChangedAt,
    totpSecret: secrets.totpSecret,
    totpConfirmedAt: secrets.totpConfirmedAt,
    totpLastStep: secrets.totpLastStep,
    isOperator: row.operators !== null,
    operatorSince: row.operators?.createdAt ?? null,
    privacyAcceptedAt: user.privacyAcceptedAt,
    deletionDueAt: due?.deletion_due_at ?? null,
  };
};

export interface LoginRow {
  readonly userId: UserId;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly passwordHash: string;
  readonly hasSecondFactor: boolean;
}

/** Whose account an address is, before there is a scope. */
export const findLogin = async (tx: UnscopedTx, email: string): Promise<LoginRow | undefined> => {
  const [row] = await tx.sql<
    {
      user_id: UserId;
      email: string;
      email_verified_at: Date | null;
      password_hash: string;
      has_second_factor: boolean;
    }[]
  >`SELECT user_id, email, email_verified_at, password_hash, has_second_factor FROM find_login(${email})`;
  return (
    row && {
      userId: row.user_id,
      email: row.email,
      isEmailVerified: row.email_verified_at !== null,
      passwordHash: row.password_hash,
      hasSecondFactor: row.has_second_factor,
    }
  );
};

/** False when the address already has an account. */
export const insertUser = async (
  tx: UserTx,
  input: {
    readonly email: string;
    /** `null` where nothing has shown that the address is the user's. */
    readonly emailVerifiedAt: Date | null;
    readonly displayName: string;
    readonly passwordHash: string;
    readonly now: Date;
  },
): Promise<boolean> => {
  const inserted = await tx.orm
    .insert(users)
    .values({
      id: tx.userId,
      email: input.email,
      displayName: input.displayName,
      emailVerifiedAt: input.emailVerifiedAt,
      termsAcceptedAt: input.now,
      privacyAcceptedAt: input.now,
      createdAt: input.now,
      updatedAt: input.now,
    })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (inserted.length === 0) return false;
  await tx.orm
    .insert(userSecrets)
    .values({ userId: tx.userId, passwordHash: input.passwordHash, passwordChangedAt: input.now });
  return true;
};

export const updateUser = async (
  tx: UserTx,
  input: { readonly displayName?: string; readonly email?: string; readonly now: Date },
): Promise<void> => {
  const { now, ...changes } = input;
  await tx.orm
    .update(users)
    .set({ ...changes, ...(input.email !== undefined && { emailVerifiedAt: now }), updatedAt: now })
    .where(eq(users.id, tx.userId));
};

export const setPassword = async (
  tx: UserTx,
  input: { readonly passwordHash: string; readonly now: Date },
): Promise<void> => {
  await tx.orm
    .update(userSecrets)
    .set({ passwordHash: input.passwordHash, passwordChangedAt: input.now })
    .where(eq(userSecrets.userId, tx.userId));
};

/** `null` takes the deletion back. */
export const setUserDeletion = async (tx: UserTx, dueAt: Date | null): Promise<void> => {
  await tx.sql`UPDATE users SET deletion_due_at = ${dueAt} WHERE id = ${tx.userId}`;
};

/** Removes accounts whose grace period is over; answers how many. */
export const purgeDueUsers = async (tx: UnscopedTx): Promise<number> => {
  const [row] = await tx.sql<{ purged: number }[]>`SELECT purge_due_users() AS purged`;
  return row?.purged ?? 0;
};
