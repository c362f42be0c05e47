// Every change goes through here: what is done and the record of it stand in one transaction,
// so a change that cannot be recorded does not happen.
import type { AccountChange, AppendChangeInput, ConfigChange, UserTx, WorkspaceTx } from "@breezeway/db";
import { appendChange, insertAccountChange, insertConfigChange } from "@breezeway/db";
import type { AccountContext, Actor, PublicContext, WorkspaceContext } from "../context.ts";
import type { UserId, WorkspaceId } from "@breezeway/core";

export interface Changed<Result> {
  readonly result: Result;
  /** Empty only where nothing was changed. */
  readonly changes: readonly ConfigChange[];
  /** What running data planes are told. */
  readonly feed?: readonly AppendChangeInput[];
}

export interface ChangeOptions {
  readonly deadlineMs?: number;
}

/** Changes something in the context's workspace. */
export const changeWorkspace = <Result>(
  ctx: WorkspaceContext,
  run: (tx: WorkspaceTx, now: Date) => Promise<Changed<Result>>,
  options?: ChangeOptions,
): Promise<Result> =>
  changeIn({ ctx, workspaceId: ctx.workspace.id, actor: ctx.actor, run, ...(options && { options }) });

/** The same for a workspace that the actor is not, or not yet, a member of. */
export const changeIn = <Result>(input: {
  readonly ctx: PublicContext;
  readonly workspaceId: WorkspaceId;
  readonly actor: Pick<Actor, "kind" | "userId">;
  readonly run: (tx: WorkspaceTx, now: Date) => Promise<Changed<Result>>;
  readonly options?: ChangeOptions;
}): Promise<Result> => {
  const { ctx, workspaceId, actor, run, options } = input;
  const now = new Date(ctx.deps.clock());
  return ctx.deps.database.inWorkspace(
    { workspaceId, ...(actor.userId !== null && { userId: actor.userId }) },
    async (tx) => {
      const { result, changes, feed } = await run(tx, now);
      for (const change of changes)
        await insertConfigChange(tx, { ...change, actorId: actor.userId, actorKind: actor.kind, now });
      for (const entry of feed ?? []) await appendChange(tx, entry);
      return result;
    },
    options,
  );
};

/** Changes something of one account. */
export const changeAccount = <Result>(
  ctx: AccountContext | { readonly deps: PublicContext["deps"]; readonly actor: { readonly userId: UserId } },
  run: (
    tx: UserTx,
    now: Date,
  ) => Promise<{ readonly result: Result; readonly change: Omit<AccountChange, "now"> | null }>,
): Promise<Result> => {
  const now = new Date(ctx.deps.clock());
  return ctx.deps.database.asUser({ userId: ctx.actor.userId }, async (tx) => {
    const { result, change } = await run(tx, now);
    if (change !== null) await insertAccountChange(tx, { ...change, now });
    return result;
  });
};
