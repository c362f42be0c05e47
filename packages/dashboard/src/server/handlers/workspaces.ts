import type { workspaceRoutes } from "../api/workspaces.ts";
import { acceptInvitation } from "../services/invitation/accept.ts";
import { createInvitation } from "../services/invitation/create.ts";
import { inspectInvitation } from "../services/invitation/inspect.ts";
import { joinWithNewAccount } from "../services/invitation/join-with-new-account.ts";
import { listOpenInvitations } from "../services/invitation/list.ts";
import { withdrawInvitation } from "../services/invitation/revoke.ts";
import { changeMemberRole } from "../services/member/change-role.ts";
import { listWorkspaceMembers } from "../services/member/list.ts";
import { leaveWorkspace, removeMember } from "../services/member/remove.ts";
import { createWorkspace } from "../services/workspace/create.ts";
import { deleteWorkspace, keepWorkspace } from "../services/workspace/delete.ts";
import { getWorkspaceView } from "../services/workspace/get.ts";
import { listChanges } from "../services/workspace/list-changes.ts";
import { listWorkspaces } from "../services/workspace/list.ts";
import { getRoles } from "../services/workspace/roles.ts";
import { resumeWorkspace, stopWorkspace } from "../services/workspace/stop.ts";
import { updateWorkspaceSettings } from "../services/workspace/update.ts";
import type { HandlersOf } from "./handler.ts";
import { showSignedIn } from "./show-signed-in.ts";

export const workspaceHandlers: HandlersOf<typeof workspaceRoutes> = {
  listWorkspaces: ({ ctx }) => listWorkspaces({ ctx }),
  createWorkspace: ({ ctx, body }) => createWorkspace({ ctx, input: body }),
  getWorkspace: ({ ctx }) => getWorkspaceView({ ctx }),
  updateWorkspace: ({ ctx, body }) => updateWorkspaceSettings({ ctx, input: body }),
  deleteWorkspace: ({ ctx, body }) => deleteWorkspace({ ctx, input: body }),
  keepWorkspace: ({ ctx }) => keepWorkspace({ ctx }),
  stopWorkspace: ({ ctx, body }) => stopWorkspace({ ctx, input: body }),
  resumeWorkspace: ({ ctx }) => resumeWorkspace({ ctx }),
  listMembers: ({ ctx }) => listWorkspaceMembers({ ctx }),
  changeMemberRole: ({ ctx, params, body }) => changeMemberRole({ ctx, input: { ...params, ...body } }),
  removeMember: ({ ctx, params }) => removeMember({ ctx, input: params }),
  leaveWorkspace: ({ ctx }) => leaveWorkspace({ ctx }),
  listInvitations: ({ ctx }) => listOpenInvitations({ ctx }),
  createInvitation: ({ ctx, body }) => createInvitation({ ctx, input: body }),
  revokeInvitation: ({ ctx, params }) => withdrawInvitation({ ctx, input: params }),
  inspectInvitation: ({ ctx, body, http }) =>
    inspectInvitation({ ctx, input: { ...body, address: http.browser.address } }),
  joinWithNewAccount: async ({ ctx, body, http }) =>
    showSignedIn(http, await joinWithNewAccount({ ctx, input: { ...body, browser: http.browser } })),
  acceptInvitation: ({ ctx, body, http }) =>
    acceptInvitation({ ctx, input: { ...body, address: http.browser.address } }),
  listChanges: ({ ctx, query }) => listChanges({ ctx, input: query }),
  getRoles: () => getRoles(),
};
