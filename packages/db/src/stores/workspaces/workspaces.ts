import type { UserId, WorkspaceId } from "@breezeway/core";
import { and, asc, eq, or } from "drizzle-orm";
import type { UnscopedTx, UserTx, WorkspaceTx } from "../../database/scope.ts";
import { memberships, workspaces } from "../../schema/workspaces.ts";
import type { Role } from "../../schema/workspaces.ts";

export interface WorkspaceRow {
  readonly id: WorkspaceId;
  readonly slug: string;
  readonly name: string;
  readonly stoppedAt: Date | null;
  readonly stopReason: string | null;
  readonly deletionDueAt: Date | null;
  readonly createdAt: Date;
}

export interface MembershipRow extends WorkspaceRow {
  readonly role: Role;
}

type Stored = typeof workspaces.$inferSelect;

const readRow = (row: Stored): WorkspaceRow => ({
  id: row.id as WorkspaceId,
  slug: row.slug,
  name: row.name,
  stoppedAt: row.stoppedAt,
  stopReason: typeof row.settings["stopReason"] === "string" ? row.settings["stopReason"] : null,
  deletionDueAt: row.deletionDueAt,
  createdAt: row.createdAt,
});

/** The workspace of this transaction. */
export const getWorkspace = async (
  tx: WorkspaceTx,
  options: { readonly lock?: boolean } = {},
): Promise<WorkspaceRow | undefined> => {
  const query = tx.orm.select().from(workspaces).where(eq(workspaces.id, tx.workspaceId));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row && readRow(row);
};

/** The workspaces of which the user of this transaction is a member. */
export const listMemberWorkspaces = async (tx: UserTx): Promise<MembershipRow[]> => {
  const rows = await tx.orm
    .select()
    .from(workspaces)
    .innerJoin(memberships, eq(memberships.workspaceId, workspaces.id))
    .where(eq(memberships.userId, tx.userId))
    .orderBy(asc(workspaces.name));
  return rows.map((row) => ({ ...readRow(row.workspaces), role: row.memberships.role }));
};

/** A workspace by id or slug, if the user is a member of it. */
export const findMemberWorkspace = async (tx: UserTx, ref: string): Promise<MembershipRow | undefined> => {
  const [row] = await tx.orm
    .select()
    .from(workspaces)
    .innerJoin(memberships, eq(memberships.workspaceId, workspaces.id))
    .where(and(eq(memberships.userId, tx.userId), or(eq(workspaces.id, ref), eq(workspaces.slug, ref))));
  return row && { ...readRow(row.workspaces), role: row.memberships.role };
};

/** False when the slug is taken. */
export const insertWorkspace = async (
  tx: WorkspaceTx,
  input: { readonly slug: string; readonly name: string; readonly now: Date },
): Promise<boolean> => {
  const inserted = await tx.orm
    .insert(workspaces)
    .values({ id: tx.workspaceId, slug: input.slug, name: input.name, createdAt: input.now, updatedAt: input.now })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  return inserted.length === 1;
};

export const updateWorkspace = async (
  tx: WorkspaceTx,
  input: { readonly name?: string; readonly slug?: string; readonly now: Date },
): Promise<void> => {
  const { now, ...changes } = input;
  await tx.orm
    .update(workspaces)
    .set({ ...changes, updatedAt: now })
    .where(eq(workspaces.id, tx.workspaceId));
};

export const setWorkspaceStop = async (
  tx: WorkspaceTx,
  stop: { readonly reason: string; readonly by: UserId | null; readonly now: Date } | null,
): Promise<void> => {
  await tx.orm
    .update(workspaces)
    .set({
      stoppedAt: stop?.now ?? null,
      stoppedBy: stop?.by ?? null,
      settings: stop === null ? {} : { stopReason: stop.reason },
    })
    .where(eq(workspaces.id, tx.workspaceId));
};

export const setWorkspaceDeletion = async (
  tx: WorkspaceTx,
  deletion: { readonly requestedAt: Date; readonly dueAt: Date } | null,
): Promise<void> => {
  await tx.orm
    .update(workspaces)
    .set({ deletionRequestedAt: deletion?.requestedAt ?? null, deletionDueAt: deletion?.dueAt ?? null })
    .where(eq(workspaces.id, tx.workspaceId));
};

/** Whether a slug is free; says no more about whose it is. */
export const isWorkspaceSlugTaken = async (tx: UnscopedTx, slug: string): Promise<boolean> => {
  const [row] = await tx.sql<{ taken: boolean }[]>`SELECT is_workspace_slug_taken(${slug}) AS taken`;
  return row?.taken ?? true;
};
