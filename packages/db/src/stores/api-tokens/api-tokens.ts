import type { UserId, WorkspaceId } from "@breezeway/core";
import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { UnscopedTx, WorkspaceTx } from "../../database/scope.ts";
import { apiTokens } from "../../schema/workspaces.ts";
import type { Role } from "../../schema/workspaces.ts";

export interface FoundApiToken {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly userId: UserId;
  readonly scopes: readonly string[];
  /** The role that the user has now. */
  readonly role: Role;
}

/** The token behind an `Authorization` header, while its maker is still a member. */
export const findApiToken = async (tx: UnscopedTx, tokenHash: Uint8Array): Promise<FoundApiToken | undefined> => {
  const [row] = await tx.sql<
    { id: string; workspace_id: WorkspaceId; user_id: UserId; scopes: string[]; role: Role }[]
  >`SELECT id, workspace_id, user_id, scopes, role FROM find_api_token(${tokenHash})`;
  return row && { id: row.id, workspaceId: row.workspace_id, userId: row.user_id, scopes: row.scopes, role: row.role };
};

/** Notes the use, at most once in five minutes. */
export const touchApiToken = async (
  tx: WorkspaceTx,
  input: { readonly id: string; readonly now: Date },
): Promise<void> => {
  await tx.sql`
    UPDATE api_tokens SET last_used_at = ${input.now}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id}
      AND (last_used_at IS NULL OR last_used_at < ${input.now}::timestamptz - interval '5 minutes')`;
};

/** The tokens that one user made in this workspace. */
export const listApiTokens = (tx: WorkspaceTx, userId: UserId) =>
  tx.orm
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      prefix: apiTokens.prefix,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.workspaceId, tx.workspaceId), eq(apiTokens.userId, userId)))
    // Those in use first: however many were revoked, none of them falls off the end.
    .orderBy(isNotNull(apiTokens.revokedAt), desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(500);
export type ApiTokenRow = Awaited<ReturnType<typeof listApiTokens>>[number];

export const insertApiToken = async (
  tx: WorkspaceTx,
  input: {
    readonly id: string;
    readonly userId: UserId;
    readonly name: string;
    readonly prefix: string;
    readonly tokenHash: Uint8Array;
    readonly scopes: readonly string[];
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  const { now, scopes, ...token } = input;
  await tx.orm.insert(apiTokens).values({ ...token, scopes: [...scopes], workspaceId: tx.workspaceId, createdAt: now });
};

/** Answers what was revoked; nothing where there was nothing to revoke. */
export const revokeApiToken = async (
  tx: WorkspaceTx,
  input: { readonly id: string; readonly userId: UserId; readonly now: Date },
): Promise<{ readonly name: string; readonly prefix: string } | undefined> => {
  const [row] = await tx.orm
    .update(apiTokens)
    .set({ revokedAt: input.now })
    .where(
      and(
        eq(apiTokens.workspaceId, tx.workspaceId),
        eq(apiTokens.id, input.id),
        eq(apiTokens.userId, input.userId),
        isNull(apiTokens.revokedAt),
      ),
    )
    .returning({ name: apiTokens.name, prefix: apiTokens.prefix });
  return row;
};
