import type { JsonObject, ProviderId } from "@breezeway/core";
import { and, asc, eq, sql } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { oauthProviders } from "../../schema/servers.ts";

/** A provider as the control plane sees it: whether a secret is set, never the secret. */
export interface ProviderRow {
  readonly id: ProviderId;
  /** The provider's whole configuration as `core` states it. */
  readonly settings: JsonObject;
  readonly secretSetAt: Date | null;
  readonly lastRefusedAt: Date | null;
  readonly revision: number;
  readonly createdAt: Date;
}

const columns = {
  id: oauthProviders.id,
  settings: oauthProviders.settings,
  secretSetAt: oauthProviders.secretSetAt,
  lastRefusedAt: oauthProviders.lastRefusedAt,
  revision: oauthProviders.revision,
  createdAt: oauthProviders.createdAt,
};
const withId = (row: Omit<ProviderRow, "id"> & { readonly id: string }): ProviderRow => ({
  ...row,
  id: row.id as ProviderId,
});

export const listProviders = async (tx: WorkspaceTx): Promise<ProviderRow[]> => {
  const rows = await tx.orm
    .select(columns)
    .from(oauthProviders)
    .where(eq(oauthProviders.workspaceId, tx.workspaceId))
    .orderBy(asc(oauthProviders.createdAt));
  return rows.map(withId);
};

export const getProvider = async (tx: WorkspaceTx, id: string): Promise<ProviderRow | undefined> => {
  const [row] = await tx.orm
    .select(columns)
    .from(oauthProviders)
    .where(and(eq(oauthProviders.workspaceId, tx.workspaceId), eq(oauthProviders.id, id)));
  return row && withId(row);
};

interface ProviderColumns {
  readonly preset: string;
  readonly name: string;
  readonly clientId: string;
  readonly settings: JsonObject;
}

export const insertProvider = async (
  tx: WorkspaceTx,
  input: ProviderColumns & {
    readonly id: ProviderId;
    /** Ciphertext. */
    readonly clientSecret: Uint8Array | null;
    readonly now: Date;
  },
): Promise<boolean> => {
  const { now, ...provider } = input;
  const inserted = await tx.orm
    .insert(oauthProviders)
    .values({
      ...provider,
      workspaceId: tx.workspaceId,
      secretSetAt: input.clientSecret === null ? null : now,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: oauthProviders.id });
  return inserted.length === 1;
};

export const updateProvider = async (
  tx: WorkspaceTx,
  input: ProviderColumns & { readonly id: ProviderId; readonly now: Date },
): Promise<void> => {
  const { id, now, ...provider } = input;
  await tx.orm
    .update(oauthProviders)
    .set({ ...provider, revision: sql`${oauthProviders.revision} + 1`, updatedAt: now })
    .where(and(eq(oauthProviders.workspaceId, tx.workspaceId), eq(oauthProviders.id, id)));
};

export const setProviderSecret = async (
  tx: WorkspaceTx,
  input: { readonly id: ProviderId; readonly clientSecret: Uint8Array; readonly now: Date },
): Promise<void> => {
  await tx.orm
    .update(oauthProviders)
    .set({
      clientSecret: input.clientSecret,
      secretSetAt: input.now,
      lastRefusedAt: null,
      revision: sql`${oauthProviders.revision} + 1`,
      updatedAt: input.now,
    })
    .where(and(eq(oauthProviders.workspaceId, tx.workspaceId), eq(oauthProviders.id, input.id)));
};

export const deleteProvider = async (tx: WorkspaceTx, id: ProviderId): Promise<void> => {
  await tx.orm
    .delete(oauthProviders)
    .where(and(eq(oauthProviders.workspaceId, tx.workspaceId), eq(oauthProviders.id, id)));
};
