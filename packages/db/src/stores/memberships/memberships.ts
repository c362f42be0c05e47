import type { UserId } from "@breezeway/core";
import { and, asc, count, eq } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { users } from "../../schema/people.ts";
import { memberships } from "../../schema/workspaces.ts";
import type { Role } from "../../schema/workspaces.ts";

export interface MemberRow {
  readonly userId: UserId;
  readonly role: Role;
  readonly displayName: string;
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly createdAt: Date;
}

const columns = {
  userId: memberships.userId,
  role: memberships.role,
  displayName: users.displayName,
  email: users.email,
  emailVerifiedAt: users.emailVerifiedAt,
  createdAt: memberships.createdAt,
};

export const listMembers = async (tx: WorkspaceTx): Promise<MemberRow[]> => {
  const rows = await tx.orm
    .select(columns)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.workspaceId, tx.workspaceId))
    .orderBy(asc(memberships.createdAt));
  return rows.map((row) => ({ ...row, userId: row.userId as UserId }));
};

export const getMember = async (tx: WorkspaceTx, userId: string): Promise<MemberRow | undefined> => {
  const [row] = await tx.orm
    .select(columns)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, tx.workspaceId), eq(memberships.userId, userId)));
  return row && { ...row, userId: row.userId as UserId };
};

/** False when the user is a member already. */
export const insertMember = async (
  tx: WorkspaceTx,
  input: { readonly userId: UserId; readonly role: Role; readonly now: Date },
): Promise<boolean> => {
  const inserted = await tx.orm
    .insert(memberships)
    .values({ workspaceId: tx.workspaceId, userId: input.userId, role: input.role, createdAt: input.now })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return inserted.length === 1;
};

export const setMemberRole = async (
  tx: WorkspaceTx,
  input: { readonly userId: string; readonly role: Role },
): Promise<void> => {
  await tx.orm
    .update(memberships)
    .set({ role: input.role })
    .where(and(eq(memberships.workspaceId, tx.workspaceId), eq(memberships.userId, input.userId)));
};

export const deleteMember = async (tx: WorkspaceTx, userId: string): Promise<void> => {
  await tx.orm
    .delete(memberships)
    .where(and(eq(memberships.workspaceId, tx.workspaceId), eq(memberships.userId, userId)));
};

/** Locks the owners' rows, so that two owners who leave at once cannot both be "not the last". */
export const lockOwners = async (tx: WorkspaceTx): Promise<readonly UserId[]> => {
  const rows = await tx.orm
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, tx.workspaceId), eq(memberships.role, "owner")))
    .orderBy(asc(memberships.userId))
    .for("update");
  return rows.map((row) => row.userId as UserId);
};

export const countMembers = async (tx: WorkspaceTx): Promise<number> => {
  const [row] = await tx.orm
    .select({ members: count() })
    .from(memberships)
    .where(eq(memberships.workspaceId, tx.workspaceId));
  return row?.members ?? 0;
};
