import type { UserId } from "@breezeway/core";
import type { MembershipRow, UserRow } from "@breezeway/db";
import { countRecoveryCodes, getUser, listMemberWorkspaces } from "@breezeway/db";
import type { AccountView, DeploymentView, SessionView, WorkspaceSummary } from "../../api/account.ts";
import type { Deps } from "../../context.ts";
import { csrfToken } from "../../http/csrf.ts";

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

export const accountView = (user: UserRow, recoveryCodesLeft: number): AccountView => ({
  id: user.id,
  email: user.email,
  displayName: user.displayName,
  totpEnabled: user.totpConfirmedAt !== null,
  recoveryCodesLeft,
  isOperator: user.isOperator,
  termsAcceptedAt: (user.termsAcceptedAt ?? user.createdAt).toISOString(),
  createdAt: user.createdAt.toISOString(),
  deletesAt: user.deletionDueAt?.toISOString() ?? null,
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
    const user = await getUser(tx);
    if (!user) return anonymousSession(deps);
    return {
      account: accountView(user, await countRecoveryCodes(tx)),
      csrfToken: csrfToken(deps.config.keyring, session.sessionId),
      expiresAt: session.expiresAt.toISOString(),
      workspaces: (await listMemberWorkspaces(tx)).map(workspaceSummary),
      deployment: deploymentView(deps),
    };
  });
