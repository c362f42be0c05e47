import { z } from "zod";

export const roles = ["viewer", "editor", "admin", "owner"] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** The least role that holds each permission; a higher role holds all of the lower ones. */
export const permissions = {
  "workspace.read": "viewer",
  "workspace.edit": "admin",
  "workspace.stop": "admin",
  "workspace.delete": "owner",
  "members.read": "viewer",
  "members.manage": "admin",
  "changes.read": "admin",
  "servers.read": "viewer",
  "servers.create": "editor",
  "servers.edit": "editor",
  "servers.publish": "editor",
  "servers.stop": "editor",
  "servers.delete": "admin",
  "credentials.read": "viewer",
  "credentials.manage": "admin",
  "connections.read": "viewer",
  "connections.revoke": "admin",
  "audit.read": "viewer",
  "audit.export": "admin",
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

export const isAllowed = (held: Role, permission: Permission): boolean =>
  roles.indexOf(held) >= roles.indexOf(permissions[permission]);

/** What each permission means, for the table that members see. */
export const permissionTexts: Record<Permission, string> = {
  "workspace.read": "See the workspace and its settings",
  "workspace.edit": "Rename the workspace and change its settings",
  "workspace.stop": "Stop and resume every server at once",
  "workspace.delete": "Delete the workspace",
  "members.read": "See who the members are",
  "members.manage": "Invite and remove members and change roles",
  "changes.read": "Read the log of configuration changes",
  "servers.read": "See servers, tools and releases",
  "servers.create": "Create servers",
  "servers.edit": "Import documents, edit tools and settings, and try drafts",
  "servers.publish": "Publish and roll back",
  "servers.stop": "Stop and resume a server",
  "servers.delete": "Delete servers",
  "credentials.read": "See which credentials exist, never their values",
  "credentials.manage": "Set credentials, providers and access keys",
  "connections.read": "See connections",
  "connections.revoke": "Revoke connections",
  "audit.read": "Read the audit log and activity",
  "audit.export": "Export the audit log",
};
