import type { InvitationId, UserId, WorkspaceId } from "@breezeway/core";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { UnscopedTx, WorkspaceTx } from "../../database/scope.ts";
import { users } from "../../schema/people.ts";
import { invitations } from "../../schema/workspaces.ts";
import type { Role } from "../../schema/workspaces.ts";

export interface FoundInvitation {
  readonly id: InvitationId;
  readonly workspaceId: WorkspaceId;
  readonly workspaceName: string;
  readonly email: string | null;
  readonly role: Role;
  readonly expiresAt: Date;
}

/** The invitation behind a link, if it can still be accepted. */
export const findInvitation = async (tx: UnscopedTx, tokenHash: Uint8Array): Promise<FoundInvitation | undefined> => {
  const [row] = await tx.sql<
    {
      id: InvitationId;
      workspace_id: WorkspaceId;
      workspace_name: string;
      email: string | null;
      role: Role;
      expires_at: Date;
    }[]
  >`SELECT id, workspace_id, workspace_name, email, role, expires_at FROM find_invitation(${tokenHash})
    WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()`;
  return (
    row && {
      id: row.id,
      workspaceId: row.workspace_id,
      workspaceName: row.workspace_name,
      email: row.email,
      role: row.role,
      expiresAt: row.expires_at,
    }
  );
};

const isOpen = (tx: WorkspaceTx, now: Date) =>
  and(
    eq(invitations.workspaceId, tx.workspaceId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
  );

export const listInvitations = (tx: WorkspaceTx, now: Date) =>
  tx.orm
    .select({ invitation: invitations, invitedByName: users.displayName })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(isOpen(tx, now))
    .orderBy(desc(invitations.createdAt));

export const getInvitationSender = async (tx: WorkspaceTx, id: string): Promise<string | undefined> => {
  const [row] = await tx.orm
    .select({ name: users.displayName })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.workspaceId, tx.workspaceId), eq(invitations.id, id)));
  return row?.name;
};

export const insertInvitation = async (
  tx: WorkspaceTx,
  input: {
    readonly id: InvitationId;
    readonly email: string | null;
    readonly role: Role;
    readonly tokenHash: Uint8Array;
    readonly invitedBy: UserId | null;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  const { now, ...invitation } = input;
  await tx.orm.insert(invitations).values({ ...invitation, workspaceId: tx.workspaceId, createdAt: now });
};

/** Answers what was withdrawn; nothing when it is not open. */
export const revokeInvitation = async (tx: WorkspaceTx, input: { readonly id: string; readonly now: Date }) => {
  const [row] = await tx.orm
    .update(invitations)
    .set({ revokedAt: input.now })
    .where(and(isOpen(tx, input.now), eq(invitations.id, input.id)))
    .returning();
  return row;
};

/** Spends an invitation; false when another request was first. */
export const spendInvitation = async (
  tx: WorkspaceTx,
  input: { readonly id: string; readonly by: UserId; readonly now: Date },
): Promise<boolean> => {
  const spent = await tx.orm
    .update(invitations)
    .set({ acceptedAt: input.now, acceptedBy: input.by })
    .where(and(isOpen(tx, input.now), eq(invitations.id, input.id)))
    .returning({ id: invitations.id });
  return spent.length === 1;
};
