import type { SessionId, UserId } from "@breezeway/core";
import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import type { UnscopedTx, UserTx } from "../../database/scope.ts";
import { sessions } from "../../schema/people.ts";

export interface FoundSession {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly displayName: string;
  readonly isOperator: boolean;
  readonly lastSeenAt: Date;
  readonly idleExpiresAt: Date;
  readonly expiresAt: Date;
}

/** The session behind a cookie, if it is still good. */
export const findSession = async (tx: UnscopedTx, tokenHash: Uint8Array): Promise<FoundSession | undefined> => {
  const [row] = await tx.sql<
    {
      session_id: SessionId;
      user_id: UserId;
      display_name: string;
      is_operator: boolean;
      last_seen_at: Date;
      idle_expires_at: Date;
      expires_at: Date;
    }[]
  >`SELECT session_id, user_id, display_name, is_operator, last_seen_at, idle_expires_at, expires_at
    FROM find_session(${tokenHash})`;
  return (
    row && {
      sessionId: row.session_id,
      userId: row.user_id,
      displayName: row.display_name,
      isOperator: row.is_operator,
      lastSeenAt: row.last_seen_at,
      idleExpiresAt: row.idle_expires_at,
      expiresAt: row.expires_at,
    }
  );
};

export interface NewSession {
  readonly id: SessionId;
  readonly tokenHash: Uint8Array;
  readonly userAgent: string;
  readonly now: Date;
  readonly idleExpiresAt: Date;
  readonly expiresAt: Date;
  readonly secondFactorAt?: Date;
}

export const insertSession = async (tx: UserTx, input: NewSession): Promise<void> => {
  const { now, ...session } = input;
  await tx.orm.insert(sessions).values({ ...session, userId: tx.userId, createdAt: now, lastSeenAt: now });
};

export const touchSession = async (
  tx: UserTx,
  input: { readonly id: SessionId; readonly now: Date; readonly idleExpiresAt: Date },
): Promise<void> => {
  await tx.orm
    .update(sessions)
    .set({ lastSeenAt: input.now, idleExpiresAt: input.idleExpiresAt })
    .where(and(eq(sessions.id, input.id), eq(sessions.userId, tx.userId)));
};

/** False when this user has no such session. */
export const endSession = async (tx: UserTx, input: { readonly id: string; readonly now: Date }): Promise<boolean> => {
  const ended = await tx.orm
    .update(sessions)
    .set({ endedAt: input.now })
    .where(and(eq(sessions.id, input.id), eq(sessions.userId, tx.userId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return ended.length === 1;
};

/** Ends every session of the user, but for `except`; answers how many. */
export const endSessions = async (
  tx: UserTx,
  input: { readonly except?: SessionId; readonly now: Date },
): Promise<number> => {
  const ended = await tx.orm
    .update(sessions)
    .set({ endedAt: input.now })
    .where(
      and(
        eq(sessions.userId, tx.userId),
        isNull(sessions.endedAt),
        input.except === undefined ? undefined : ne(sessions.id, input.except),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
};

export const listSessions = (tx: UserTx, now: Date) =>
  tx.orm
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, tx.userId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        gt(sessions.idleExpiresAt, now),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt));

/** Ended ones too, as long as they are kept; for the user's export. */
export const listEverySession = (tx: UserTx) =>
  tx.orm
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      secondFactorAt: sessions.secondFactorAt,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      idleExpiresAt: sessions.idleExpiresAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
    })
    .from(sessions)
    .where(eq(sessions.userId, tx.userId))
    .orderBy(desc(sessions.createdAt));
