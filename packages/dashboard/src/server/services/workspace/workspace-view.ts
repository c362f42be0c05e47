import type { WorkspaceRow, WorkspaceTx } from "@breezeway/db";
import { countMembers, getWorkspace, listServers } from "@breezeway/db";
import { isAllowed, permissions } from "../../api/permissions.ts";
import type { Permission, Role } from "../../api/permissions.ts";
import type { WorkspaceView } from "../../api/workspaces.ts";
import { notFound } from "../refusals.ts";
import { settingsVersion } from "../settings-version.ts";

export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => isAllowed(role, permission));

export const readWorkspace = async (tx: WorkspaceTx): Promise<WorkspaceRow> => {
  const row = await getWorkspace(tx);
  if (!row) throw notFound();
  return row;
};

export const readWorkspaceView = async (tx: WorkspaceTx, role: Role): Promise<WorkspaceView> => {
  const row = await readWorkspace(tx);
  const servers = await listServers(tx);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    role,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    deletesAt: row.deletionDueAt?.toISOString() ?? null,
    version: settingsVersion({ name: row.name, slug: row.slug }),
    permissions: permissionsOf(role),
    stopReason: row.stopReason,
    slugFixed: servers.some((server) => server.firstPublishedAt !== null),
    members: await countMembers(tx),
    servers: servers.length,
    createdAt: row.createdAt.toISOString(),
  };
};
