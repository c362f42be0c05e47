import type { AccessKeyId, ServerId, UserId } from "@breezeway/core";
import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { users } from "../../schema/people.ts";
import { accessKeys } from "../../schema/servers.ts";

const columns = {
  id: accessKeys.id,
  name: accessKeys.name,
  prefix: accessKeys.prefix,
  createdAt: accessKeys.createdAt,
  createdBy: users.displayName,
  expiresAt: accessKeys.expiresAt,
  lastUsedAt: accessKeys.lastUsedAt,
  revokedAt: accessKeys.revokedAt,
};

const below = (tx: WorkspaceTx, serverId: ServerId) =>
  and(eq(accessKeys.workspaceId, tx.workspaceId), eq(accessKeys.serverId, serverId));

export const listServerAccessKeys = (tx: WorkspaceTx, serverId: ServerId) =>
  tx.orm
    .select(columns)
    .from(accessKeys)
    .leftJoin(users, eq(users.id, accessKeys.createdBy))
    .where(below(tx, serverId))
    // Those in use first: however many were revoked, none of them falls off the end.
    .orderBy(isNotNull(accessKeys.revokedAt), desc(accessKeys.createdAt), desc(accessKeys.id))
    .limit(500);
export type AccessKeyRow = Awaited<ReturnType<typeof listServerAccessKeys>>[number];

export const getAccessKey = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly id: string },
): Promise<AccessKeyRow | undefined> => {
  const [row] = await tx.orm
    .select(columns)
    .from(accessKeys)
    .leftJoin(users, eq(users.id, accessKeys.createdBy))
    .where(and(below(tx, input.serverId), eq(accessKeys.id, input.id)));
  return row;
};

export const insertAccessKey = async (
  tx: WorkspaceTx,
  input: {
    readonly id: AccessKeyId;
    readonly serverId: ServerId;
    readonly name: string;
    readonly prefix: string;
    readonly keyHash: Uint8Array;
    readonly createdBy: UserId | null;
    readonly expiresAt: Date | null;
    readonly now: Date;
  },
): Promise<void> => {
  const { now, ...key } = input;
  await tx.orm.insert(accessKeys).values({ ...key, workspaceId: tx.workspaceId, createdAt: now });
};

/** False when it was revoked before. */
export const revokeAccessKey = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly id: string; readonly now: Date },
): Promise<boolean> => {
  const revoked = await tx.orm
    .update(accessKeys)
    .set({ revokedAt: input.now })
    .where(and(below(tx, input.serverId), eq(accessKeys.id, input.id), isNull(accessKeys.revokedAt)))
    .returning({ id: accessKeys.id });
  return revoked.length === 1;
};
