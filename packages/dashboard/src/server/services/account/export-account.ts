import type { UserTx } from "@breezeway/db";
import {
  getUser,
  insertAccountChange,
  listAccountChanges,
  listEmailTokens,
  listEverySession,
  listOwnApiTokens,
  listOwnConfigChanges,
  listOwnInvitations,
  listOwnMemberships,
  listRecoveryCodes,
} from "@breezeway/db";
import type { AccountContext } from "../../context.ts";
import { unauthenticated } from "../refusals.ts";

const mostChanges = 10_000;

/**
 * All that is kept about a person, but for what must never leave: hashes and the authenticator's secret.
 * docs/storage.md says which table is which part; a test holds the two together.
 */
export const exportAccount = ({ ctx }: { ctx: AccountContext }): Promise<object> =>
  ctx.deps.database.asUser({ userId: ctx.actor.userId }, async (tx) => {
    const now = new Date(ctx.deps.clock());
    await insertAccountChange(tx, { kind: "account.exported", now });
    return {
      exportedAt: now,
      ...(await readPerson(tx)),
      sessions: await listEverySession(tx),
      mailedLinks: await listEmailTokens(tx),
      changes: (await listAccountChanges(tx, { limit: mostChanges })).map(
        ({ change: { kind, before, after, at } }) => ({ kind, before, after, at }),
      ),
      memberships: await listOwnMemberships(tx),
      apiTokens: await listOwnApiTokens(tx),
      invitations: await listOwnInvitations(tx),
      workspaceChanges: await listOwnConfigChanges(tx),
    };
  });

const readPerson = async (tx: UserTx): Promise<object> => {
  const user = await getUser(tx);
  if (!user) throw unauthenticated();
  return {
    account: {
      id: user.id,
      email: user.email,
      emailConfirmedAt: user.emailVerifiedAt,
      displayName: user.displayName,
      createdAt: user.createdAt,
      termsAcceptedAt: user.termsAcceptedAt,
      privacyAcceptedAt: user.privacyAcceptedAt,
      deletesAt: user.deletionDueAt,
    },
    signIn: { passwordChangedAt: user.passwordChangedAt, secondFactorSince: user.totpConfirmedAt },
    recoveryCodes: await listRecoveryCodes(tx),
    operatorSince: user.operatorSince,
  };
};
