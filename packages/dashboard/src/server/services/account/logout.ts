import { endSession, endSessions } from "@breezeway/db";
import type { AccountContext } from "../../context.ts";
import { changeAccount } from "../change.ts";
import { notFound } from "../refusals.ts";

export const logout = async ({ ctx }: { ctx: AccountContext }): Promise<void> => {
  await ctx.deps.database.asUser({ userId: ctx.actor.userId }, (tx) =>
    endSession(tx, { id: ctx.session.id, now: new Date(ctx.deps.clock()) }),
  );
};

export const logoutEverywhere = ({ ctx }: { ctx: AccountContext }): Promise<void> =>
  changeAccount(ctx, async (tx, now) => {
    const ended = await endSessions(tx, { now });
    return { result: undefined, change: { kind: "account.signed_out_everywhere", after: { sessions: ended } } };
  });

export const endOneSession = ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly sessionId: string };
}): Promise<void> =>
  changeAccount(ctx, async (tx, now) => {
    if (!(await endSession(tx, { id: input.sessionId, now }))) throw notFound();
    return { result: undefined, change: { kind: "account.session_ended", before: { session: input.sessionId } } };
  });
