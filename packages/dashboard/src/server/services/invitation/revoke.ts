import { revokeInvitation } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";

export const withdrawInvitation = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly invitationId: string };
}): Promise<void> =>
  changeWorkspace(ctx, async (tx, now) => {
    const revoked = await revokeInvitation(tx, { id: input.invitationId, now });
    if (!revoked) throw notFound();
    return {
      result: undefined,
      changes: [
        {
          kind: "invitation.revoked",
          subject: revoked.email ?? `someone as ${revoked.role}`,
          before: { invitation: revoked.id, role: revoked.role, email: revoked.email },
        },
      ],
    };
  });
