import type { UserId } from "@breezeway/core";
import type { MembershipRow } from "@breezeway/db";
import { getUser, listMemberWorkspaces } from "@breezeway/db";
import type { DeploymentView, SessionView, WorkspaceSummary } from "../../api/account.ts";
import type { Deps } from "../../context.ts";
import { csrfToken } from "../../http/csrf.ts";
import { readAccountView } from "./account-view.ts";

export const deploymentView = ({ config, mailer }: Deps): DeploymentView => ({
  environment: config.environment,
  publicUrl: config.publicUrl,
  dashboardUrl: config.dashboardUrl,
  emailDelivery: mailer.delivery,
  signUpOpen: mailer.delivery !== "none",
  contact: config.contact ?? "",
});

export const workspaceSummary = (row: MembershipRow): WorkspaceSummary => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  role: row.role,
  stoppedAt: row.stoppedAt?.toISOString() ?? null,
  deletesAt: row.deletionDueAt?.toISOString() ?? null,
});

export const anonymousSession = (deps: Deps): SessionView => ({
  account: null,
  csrfToken: null,
  expiresAt: null,
  workspaces: [],
  deployment: deploymentView(deps),
});

/** What the application needs to begin with, for a session that is known to be good. */
export const readSessionView = async (
  deps: Deps,
  session: { readonly userId: UserId; readonly sessionId: string; readonly expiresAt: Date },
): Promise<SessionView> =>
  deps.database.asUser({ userId: session.userId }, async (tx) => {
    if (!(await getUser(tx))) return anonymousSession(deps);
    return {
      account: await readAccountView(tx, new Date(deps.clock())),
      csrfToken: csrfToken(deps.config.keyring, session.sessionId),
      expiresAt: session.expiresAt.toISOString(),
      workspaces: (await listMemberWorkspaces(tx)).map(workspaceSummary),
      deployment: deploymentView(deps),
    };
  });
