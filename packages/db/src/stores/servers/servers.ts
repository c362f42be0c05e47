import type { ReleaseId, ServerId, ServerPolicy, UserId } from "@breezeway/core";
import { and, asc, eq, or, sql } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { servers } from "../../schema/servers.ts";
import type { CredentialDraft } from "./server-draft.ts";

export interface ServerRow {
  readonly id: ServerId;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly iconUrl: string | null;
  readonly websiteUrl: string | null;
  readonly credential: CredentialDraft;
  readonly access: "credential" | "access_key" | "public";
  readonly presentation: "all" | "search";
  readonly policy: ServerPolicy;
  readonly liveReleaseId: ReleaseId | null;
  readonly draftReleaseId: ReleaseId | null;
  readonly releaseCount: number;
  readonly firstPublishedAt: Date | null;
  readonly draftChangedAt: Date;
  readonly publishedAt: Date | null;
  readonly epoch: number;
  readonly stoppedAt: Date | null;
  readonly stopReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Stored = typeof servers.$inferSelect;

const readRow = (row: Stored): ServerRow => ({
  id: row.id as ServerId,
  slug: row.slug,
  name: row.name,
  description: row.description,
  instructions: row.instructions,
  iconUrl: row.iconUrl,
  websiteUrl: row.websiteUrl,
  credential: row.credential,
  access: row.access,
  presentation: row.presentation,
  policy: row.policy,
  liveReleaseId: row.liveReleaseId as ReleaseId | null,
  draftReleaseId: row.draftReleaseId as ReleaseId | null,
  releaseCount: row.releaseCount,
  firstPublishedAt: row.firstPublishedAt,
  draftChangedAt: row.draftChangedAt,
  publishedAt: row.publishedAt,
  epoch: row.epoch,
  stoppedAt: row.stoppedAt,
  stopReason: typeof row.settings["stopReason"] === "string" ? row.settings["stopReason"] : null,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

export const listServers = async (tx: WorkspaceTx): Promise<ServerRow[]> => {
  const rows = await tx.orm
    .select()
    .from(servers)
    .where(eq(servers.workspaceId, tx.workspaceId))
    .orderBy(asc(servers.name), asc(servers.id));
  return rows.map(readRow);
};

/** A server by id or slug. */
export const getServer = async (
  tx: WorkspaceTx,
  ref: string,
  options: { readonly lock?: boolean } = {},
): Promise<ServerRow | undefined> => {
  const query = tx.orm
    .select()
    .from(servers)
    .where(and(eq(servers.workspaceId, tx.workspaceId), or(eq(servers.id, ref), eq(servers.slug, ref))));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row && readRow(row);
};

export interface NewServer {
  readonly id: ServerId;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly iconUrl: string | null;
  readonly credential: CredentialDraft;
  readonly access: ServerRow["access"];
  readonly presentation: ServerRow["presentation"];
  readonly policy: ServerPolicy;
  readonly now: Date;
}

/** False when the slug is taken in this workspace. */
export const insertServer = async (tx: WorkspaceTx, input: NewServer): Promise<boolean> => {
  const { now, credential, ...server } = input;
  const inserted = await tx.orm
    .insert(servers)
    .values({
      ...server,
      workspaceId: tx.workspaceId,
      credential: credential as Stored["credential"],
      draftChangedAt: now,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: servers.id });
  return inserted.length === 1;
};

export interface ServerChanges {
  readonly name?: string;
  readonly slug?: string;
  readonly description?: string;
  readonly instructions?: string;
  readonly iconUrl?: string | null;
  readonly websiteUrl?: string | null;
  readonly presentation?: ServerRow["presentation"];
  readonly policy?: ServerPolicy;
  readonly credential?: CredentialDraft;
  readonly access?: ServerRow["access"];
}

export const updateServer = async (
  tx: WorkspaceTx,
  input: { readonly id: ServerId; readonly changes: ServerChanges; readonly now: Date },
): Promise<void> => {
  const { credential, ...changes } = input.changes;
  await tx.orm
    .update(servers)
    .set({
      ...changes,
      ...(credential !== undefined && { credential: credential as Stored["credential"] }),
      draftChangedAt: input.now,
      updatedAt: input.now,
    })
    .where(and(eq(servers.workspaceId, tx.workspaceId), eq(servers.id, input.id)));
};

/** Notes that what is live is the draft as it stands, or (after going back to an older release) that it is not. */
export const markPublished = async (
  tx: WorkspaceTx,
  input: { readonly id: ServerId; readonly sameAsDraft: boolean; readonly now: Date },
): Promise<void> => {
  await tx.orm
    .update(servers)
    .set({ publishedAt: input.sameAsDraft ? input.now : null })
    .where(and(eq(servers.workspaceId, tx.workspaceId), eq(servers.id, input.id)));
};

/** Marks the draft as changed, where the change stands in another table. */
export const touchServer = async (
  tx: WorkspaceTx,
  input: { readonly id: ServerId; readonly now: Date },
): Promise<void> => updateServer(tx, { ...input, changes: {} });

export const setServerStop = async (
  tx: WorkspaceTx,
  input: {
    readonly id: ServerId;
    readonly stop: { readonly reason: string; readonly by: UserId | null; readonly now: Date } | null;
  },
): Promise<void> => {
  const { stop } = input;
  await tx.orm
    .update(servers)
    .set({
      stoppedAt: stop?.now ?? null,
      stoppedBy: stop?.by ?? null,
      settings: stop === null ? {} : { stopReason: stop.reason },
    })
    .where(and(eq(servers.workspaceId, tx.workspaceId), eq(servers.id, input.id)));
};

export const deleteServer = async (tx: WorkspaceTx, id: ServerId): Promise<void> => {
  await tx.orm.delete(servers).where(and(eq(servers.workspaceId, tx.workspaceId), eq(servers.id, id)));
};

/** Servers whose draft names this provider or credential. */
export const listServersUsing = async (
  tx: WorkspaceTx,
  id: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> =>
  tx.orm
    .select({ id: servers.id, name: servers.name })
    .from(servers)
    .where(
      and(
        eq(servers.workspaceId, tx.workspaceId),
        sql`${id} IN (${servers.credential} ->> 'providerId', ${servers.credential} ->> 'credentialId')`,
      ),
    )
    .orderBy(asc(servers.name));
