import type { UserId } from "@breezeway/core";
import { findMemberWorkspace } from "@breezeway/db";
import { isAllowed } from "../api/permissions.ts";
import type { Access } from "../api/route.ts";
import { readSession } from "../auth/sessions.ts";
import type { AccountContext, PublicContext, WorkspaceContext } from "../context.ts";
import { forbidden, notFound, unauthenticated } from "../services/refusals.ts";

export interface Visitor {
  readonly account: AccountContext;
  readonly isOperator: boolean;
}

/** Who is behind the session cookie. */
export const readVisitor = async (ctx: PublicContext, token: string | undefined): Promise<Visitor | undefined> => {
  const found = await readSession(ctx.deps, token);
  if (!found) return undefined;
  return {
    account: {
      ...ctx,
      actor: { kind: "user", userId: found.userId, name: found.displayName },
      session: { id: found.sessionId, expiresAt: found.expiresAt },
    },
    isOperator: found.isOperator,
  };
};

/** The context in which a route runs; throws where the visitor may not call it. */
export const authorize = async (
  ctx: PublicContext,
  visitor: Visitor | undefined,
  route: { readonly access: Access; readonly workspace: string | undefined },
): Promise<PublicContext | AccountContext | WorkspaceContext> => {
  const { access } = route;
  if (access === "public") return ctx;
  if (!visitor) throw unauthenticated();
  if (access === "account") return visitor.account;
  if (access === "operator") {
    if (!visitor.isOperator) throw notFound();
    return visitor.account;
  }
  const workspace = await findWorkspace(ctx, visitor.account.actor.userId, route.workspace);
  if (!isAllowed(workspace.role, access)) throw forbidden();
  return { ...visitor.account, workspace };
};

/** A workspace that is not there and one that is not the visitor's are answered alike. */
const findWorkspace = async (
  { deps }: PublicContext,
  userId: UserId,
  ref = "",
): Promise<WorkspaceContext["workspace"]> => {
  const found = await deps.database.asUser({ userId }, (tx) => findMemberWorkspace(tx, ref));
  if (!found) throw notFound();
  return { id: found.id, slug: found.slug, name: found.name, role: found.role };
};
