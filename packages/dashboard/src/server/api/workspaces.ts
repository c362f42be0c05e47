import { slugSchema } from "@breezeway/core";
import { z } from "zod";
import { sessionView, workspaceSummary } from "./account.ts";
import { cursor, displayName, email, linkToken, madeFrom, moment, nothing, password } from "./fields.ts";
import { role } from "./permissions.ts";
import { defineRoutes } from "./route.ts";

export const workspaceName = z.string().trim().min(1, "Enter a name.").max(80);

export const workspaceView = workspaceSummary.extend({
  /** Of the settings: sent back with changes to them, it keeps two people from overwriting each other. */
  version: z.string(),
  /** Permissions that the viewer's role holds here. */
  permissions: z.array(z.string()),
  stopReason: z.string().nullable(),
  /** The slug is part of published addresses and cannot change any more. */
  slugFixed: z.boolean(),
  members: z.number().int(),
  servers: z.number().int(),
  createdAt: moment,
});
export type WorkspaceView = z.infer<typeof workspaceView>;

export const memberRow = z.object({
  userId: z.string(),
  displayName: z.string(),
  email: z.string(),
  /** False while nothing has shown that the address is theirs. */
  emailConfirmed: z.boolean(),
  role,
  joinedAt: moment,
  isSelf: z.boolean(),
});
export type MemberRow = z.infer<typeof memberRow>;

export const invitationRow = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role,
  createdAt: moment,
  expiresAt: moment,
  invitedBy: z.string(),
});
export type InvitationRow = z.infer<typeof invitationRow>;

export const roleTable = z.object({
  permissions: z.array(z.object({ permission: z.string(), text: z.string(), roles: z.array(role) })),
});
export type RoleTable = z.infer<typeof roleTable>;

export const changeRow = z.object({
  id: z.string(),
  at: moment,
  /** Who did it, as named then; `null` for the system itself. */
  actor: z.object({ userId: z.string(), name: z.string() }).nullable(),
  /** e.g. `server.publish`. */
  action: z.string(),
  /** The same in words, e.g. "Published release 4 of Confluence". */
  text: z.string(),
  entity: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
});
export type ChangeRow = z.infer<typeof changeRow>;

export const workspaceRoutes = defineRoutes({
  listWorkspaces: {
    method: "get",
    path: "/api/workspaces",
    access: "account",
    callers: "anyone",
    summary: "The workspaces that this account is a member of; for an API token, the one it is for.",
    output: z.object({ workspaces: z.array(workspaceSummary) }),
  },
  createWorkspace: {
    method: "post",
    path: "/api/workspaces",
    access: "account",
    summary: "Create a workspace; its maker is the owner.",
    body: z.object({ name: workspaceName, slug: slugSchema }),
    output: workspaceView,
  },
  getWorkspace: {
    method: "get",
    path: "/api/workspaces/:workspace",
    access: "workspace.read",
    summary: "One workspace; `workspace` is its id or its slug.",
    output: workspaceView,
  },
  updateWorkspace: {
    method: "patch",
    path: "/api/workspaces/:workspace",
    access: "workspace.edit",
    summary: "Rename a workspace; its slug while nothing is published.",
    body: z.object({ name: workspaceName.optional(), slug: slugSchema.optional(), version: madeFrom }),
    output: workspaceView,
  },
  deleteWorkspace: {
    method: "post",
    path: "/api/workspaces/:workspace/delete",
    access: "workspace.delete",
    summary: "Delete the workspace after a grace period; its servers stop at once.",
    body: z.object({ confirmName: z.string() }),
    output: workspaceView,
  },
  keepWorkspace: {
    method: "post",
    path: "/api/workspaces/:workspace/keep",
    access: "workspace.delete",
    summary: "Call the deletion off.",
    output: workspaceView,
  },
  stopWorkspace: {
    method: "post",
    path: "/api/workspaces/:workspace/stop",
    access: "workspace.stop",
    summary: "Emergency stop: every server of the workspace refuses calls at once.",
    body: z.object({ reason: z.string().trim().max(200) }),
    output: workspaceView,
  },
  resumeWorkspace: {
    method: "post",
    path: "/api/workspaces/:workspace/resume",
    access: "workspace.stop",
    summary: "End the emergency stop.",
    output: workspaceView,
  },
  listMembers: {
    method: "get",
    path: "/api/workspaces/:workspace/members",
    access: "members.read",
    summary: "Who belongs to the workspace.",
    output: z.object({ members: z.array(memberRow) }),
  },
  changeMemberRole: {
    method: "patch",
    path: "/api/workspaces/:workspace/members/:userId",
    access: "members.manage",
    summary: "Change a member's role; only an owner makes or unmakes an owner.",
    body: z.object({ role }),
    output: memberRow,
  },
  removeMember: {
    method: "delete",
    path: "/api/workspaces/:workspace/members/:userId",
    access: "members.manage",
    summary: "Remove a member.",
    output: nothing,
  },
  leaveWorkspace: {
    method: "post",
    path: "/api/workspaces/:workspace/leave",
    access: "workspace.read",
    callers: "people",
    summary: "Leave the workspace; the last owner cannot.",
    output: nothing,
  },
  listInvitations: {
    method: "get",
    path: "/api/workspaces/:workspace/invitations",
    access: "members.manage",
    summary: "Invitations that were not used yet.",
    output: z.object({ invitations: z.array(invitationRow) }),
  },
  createInvitation: {
    method: "post",
    path: "/api/workspaces/:workspace/invitations",
    access: "members.manage",
    summary:
      "Make an invitation link; shown once, used once, good for seven days. With an e-mail it is sent there too.",
    body: z.object({ role, email: email.optional() }),
    output: z.object({ invitation: invitationRow, link: z.string() }),
  },
  revokeInvitation: {
    method: "delete",
    path: "/api/workspaces/:workspace/invitations/:invitationId",
    access: "members.manage",
    summary: "Withdraw an invitation.",
    output: nothing,
  },
  inspectInvitation: {
    method: "post",
    path: "/api/invitations/inspect",
    access: "public",
    summary: "What an invitation link offers.",
    body: z.object({ token: linkToken }),
    output: z.object({
      workspace: z.string(),
      role,
      invitedBy: z.string(),
      expiresAt: moment,
      /** The address that was invited: a hint, not a lock. */
      email: z.string().nullable(),
      /** The account that this link can make at once, without a mail; `null` where it can make none. */
      newAccount: z.object({ email: z.string() }).nullable(),
    }),
  },
  joinWithNewAccount: {
    method: "post",
    path: "/api/invitations/join",
    access: "public",
    summary: "Make the account that an invitation offers, join the workspace and be signed in.",
    body: z.object({
      token: linkToken,
      displayName,
      password,
      acceptTerms: z.literal(true, "Accept the terms to go on."),
    }),
    output: sessionView,
  },
  acceptInvitation: {
    method: "post",
    path: "/api/invitations/accept",
    access: "account",
    summary: "Join the workspace.",
    body: z.object({ token: linkToken }),
    output: workspaceSummary,
  },
  listChanges: {
    method: "get",
    path: "/api/workspaces/:workspace/changes",
    access: "changes.read",
    summary: "Who changed what, newest first.",
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      server: z.string().max(60).optional(),
      actor: z.string().max(60).optional(),
      action: z.string().max(60).optional(),
    }),
    output: z.object({ changes: z.array(changeRow), nextCursor: z.string().nullable() }),
  },
  getRoles: {
    method: "get",
    path: "/api/roles",
    access: "account",
    callers: "anyone",
    summary: "What each role may do.",
    output: roleTable,
  },
});
