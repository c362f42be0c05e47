import { hashToken, ServiceError } from "@breezeway/core";
import { findApiToken, getMember, getWorkspace, touchApiToken } from "@breezeway/db";
import { isAllowed, permissions } from "../api/permissions.ts";
import type { Permission } from "../api/permissions.ts";
import type { RouteDefinition } from "../api/route.ts";
import type { PublicContext, WorkspaceContext } from "../context.ts";
import { notFound, unauthenticated } from "../services/refusals.ts";

const bearer = /^Bearer (?<token>bwa_[\w-]{43})$/;

/** The API token of a request; a request with one brings no cookie into play. */
export const readBearer = (request: Request): string | undefined =>
  bearer.exec(request.headers.get("authorization") ?? "")?.groups?.["token"];

/** What a program may do: the routes of one workspace, where its scopes and its maker's present role both allow it. */
export const authorizeToken = async (
  ctx: PublicContext,
  token: string,
  route: Pick<RouteDefinition, "access" | "callers"> & { readonly workspace: string | undefined },
): Promise<PublicContext | WorkspaceContext> => {
  const { deps } = ctx;
  const found = await deps.database.unscoped((tx) => findApiToken(tx, hashToken(token)));
  if (!found) throw unauthenticated();
  if (route.access === "public") return ctx;
  if (!(route.access in permissions) || route.callers === "people") throw onlyPeople();
  const { workspace, member } = await deps.database.inWorkspace({ workspaceId: found.workspaceId }, async (tx) => {
    await touchApiToken(tx, { id: found.id, now: new Date(deps.clock()) });
    return { workspace: await getWorkspace(tx), member: await getMember(tx, found.userId) };
  });
  if (!workspace || !member || (route.workspace !== workspace.id && route.workspace !== workspace.slug))
    throw notFound();
  const permission = route.access as Permission;
  if (!isAllowed(found.role, permission) || !found.scopes.includes(permission)) throw lacksScope(permission);
  return {
    ...ctx,
    actor: { kind: "api_token", userId: found.userId, name: member.displayName },
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, role: found.role },
  };
};

const onlyPeople = (): ServiceError =>
  new ServiceError("forbidden", { message: "API tokens may not do this. Sign in to the dashboard." });

const lacksScope = (permission: Permission): ServiceError =>
  new ServiceError("forbidden", {
    message: `This needs an API token with the scope ${permission}, made by someone whose role allows it.`,
  });
