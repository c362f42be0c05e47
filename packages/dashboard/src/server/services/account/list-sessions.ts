import { listSessions } from "@breezeway/db";
import type { SessionRow } from "../../api/account.ts";
import { describeDevice } from "../../auth/sessions.ts";
import type { AccountContext } from "../../context.ts";

export const listAccountSessions = async ({ ctx }: { ctx: AccountContext }): Promise<{ sessions: SessionRow[] }> => {
  const now = new Date(ctx.deps.clock());
  const rows = await ctx.deps.database.asUser({ userId: ctx.actor.userId }, (tx) => listSessions(tx, now));
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      device: describeDevice(row.userAgent),
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === ctx.session.id,
    })),
  };
};
