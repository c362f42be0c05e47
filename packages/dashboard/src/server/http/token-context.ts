import { hashToken, ServiceError } from "@breezeway/core";
import { findApiToken, getMember, getWorkspace, touchApiToken } from "@breezeway/db";
import { isAllowed } from "../api/permissions.ts";
import { isOpenToTokens } from "../api/route.ts";
import type { RouteDefinition } from "../api/route.ts";
import type { PublicContext, WorkspaceContext } from "../context.ts";
import { badApiToken, notFound } from "../services/refusals.ts";

const bearer = /^Bearer (?<token>bwa_[\w-]{43})$/;

/** The API token of a request; a request with one brings no cookie into play. */
export const readBearer = (request: Request): string | undefined =>
  bearer.exec(request.headers.get("authorization") ?? "")?.groups?.["token"];

/** What a program may do: within one workspace, where its scopes and its maker's present role both allow it. */
export const authorizeToken = async (
  ctx: PublicContext,
  token: string,
  route: Pick<RouteDefinition, "access" | "callers"> & { readonly workspace: string | undefined },
): Promise<WorkspaceContext> => {
  const { deps } = ctx;
  const { access } = route;
  const found = await deps.database.unscoped((tx) => findApiToken(tx, hashToken(token)));
  if (!found) throw badApiToken();
  if (!isOpenToTokens(route)) throw notForTokens();
  const { workspace, member } = await deps.database.inWorkspace({ workspaceId: found.workspaceId }, async (tx) => {
    await touchApiToken(tx, { id: found.id, now: new Date(deps.clock()) });
    return { workspace: await getWorkspace(tx), member: await getMember(tx, found.userId) };
  });
  if (!workspace || !member) throw badApiToken();
  const granted: WorkspaceContext = {
    ...ctx,
    actor: { kind: "api_token", userId: found.userId, name: member.displayName, scopes: found.scopes },
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, role: found.role },
  };
  if (access === "public" || access === "account" || access === "operator") return granted;
  if (route.workspace !== workspace.id && route.workspace !== workspace.slug) throw notFound();
  if (!found.scopes.includes(access)) throw lacksScope(access);
  if (!isAllowed(found.role, access)) throw lacksRole(access);
  return granted;
};

const notForTokens = (): ServiceError =>
  new ServiceError("forbidden", {
    message: "No API token may do this, whatever its scopes: it is for people. Sign in to the dashboard for it.",
  });

const lacksScope = (scope: string): ServiceError =>
  new ServiceError("forbidden", {
    message: `This API token lacks the scope ${scope}. Make one that has it, in the dashboard under API.`,
  });

const lacksRole = (scope: string): ServiceError =>
  new ServiceError("forbidden", {
    message: `This API token has the scope ${scope}, but the role of whoever made it no longer allows it.`,
  });
