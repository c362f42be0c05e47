import { getUser, insertAccountChange, listAccountChanges, listMemberWorkspaces, listSessions } from "@breezeway/db";
import type { AccountContext } from "../../context.ts";
import { unauthenticated } from "../refusals.ts";

/** All that is kept about a person, but for what must never leave: hashes and the authenticator's secret. */
export const exportAccount = ({ ctx }: { ctx: AccountContext }): Promise<object> =>
  ctx.deps.database.asUser({ userId: ctx.actor.userId }, async (tx) => {
    const now = new Date(ctx.deps.clock());
    const user = await getUser(tx);
    if (!user) throw unauthenticated();
    await insertAccountChange(tx, { kind: "account.exported", now });
    const sessions = await listSessions(tx, now);
    return {
      exportedAt: now,
      account: {
        id: user.id,
        email: user.email,
        displayName: user.displayName,
        createdAt: user.createdAt,
        termsAcceptedAt: user.termsAcceptedAt,
        passwordChangedAt: user.passwordChangedAt,
        secondFactorSince: user.totpConfirmedAt,
        deletesAt: user.deletionDueAt,
      },
      memberships: (await listMemberWorkspaces(tx)).map(({ id, slug, name, role }) => ({ id, slug, name, role })),
      sessions: sessions.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        userAgent,
        createdAt,
        lastSeenAt,
        expiresAt,
      })),
      changes: (await listAccountChanges(tx)).map(({ kind, before, after, at }) => ({ kind, before, after, at })),
    };
  });
