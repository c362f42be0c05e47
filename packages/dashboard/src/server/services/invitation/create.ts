import { hashToken, invitationId, newToken } from "@breezeway/core";
import { insertInvitation, listInvitations } from "@breezeway/db";
import { linkUrl } from "../../api/links.ts";
import type { Role } from "../../api/permissions.ts";
import type { InvitationRow } from "../../api/workspaces.ts";
import { throttle } from "../../auth/throttle.ts";
import type { WorkspaceContext } from "../../context.ts";
import { invitationLetter } from "../../mail/letters.ts";
import { runAfterAnswer } from "../account/run-after-answer.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { forbidden } from "../refusals.ts";
import { mailedInvitationLink } from "./invitation-link.ts";

const lifetimeMs = 7 * 24 * 3_600_000;

/** The link is shown once; only its hash is stored. */
export const createInvitation = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly role: Role; readonly email?: string | undefined };
}): Promise<{ invitation: InvitationRow; link: string }> => {
  const { deps, workspace, actor } = ctx;
  if (input.role === "owner" && workspace.role !== "owner") throw forbidden();
  if (input.email !== undefined) await throttle(deps, "mail_account", input.email);
  const token = newToken("bwi").reveal();
  const link = linkUrl(deps.config.dashboardUrl, "invitation", token);
  const invitation = await changeWorkspace(ctx, async (tx, now) => {
    checkRoom("invitations", (await listInvitations(tx, now)).length);
    const id = invitationId.create();
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    const email = input.email ?? null;
    await insertInvitation(tx, {
      id,
      email,
      role: input.role,
      tokenHash: hashToken(token),
      invitedBy: actor.userId,
      now,
      expiresAt,
    });
    return {
      result: {
        id,
        email,
        role: input.role,
        createdAt: now.toISOString(),
        expiresAt: expiresAt.toISOString(),
        invitedBy: actor.name,
      },
      changes: [
        {
          kind: "invitation.created",
          subject: email ?? `someone as ${input.role}`,
          after: { invitation: id, role: input.role, email },
        },
      ],
    };
  });
  const { email } = input;
  if (email !== undefined)
    runAfterAnswer(ctx, async () => {
      const expiresAt = new Date(invitation.expiresAt);
      const mailed = await mailedInvitationLink(deps, { email, invitation: token, expiresAt });
      await deps.mailer.send(
        invitationLetter({ to: email, link: mailed, workspace: workspace.name, invitedBy: actor.name }),
      );
    });
  return { invitation, link };
};
