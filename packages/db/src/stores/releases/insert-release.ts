import { releaseId, ServiceError, type JsonObject, type ReleaseId, type ServerId, type UserId } from "@breezeway/core";
import { and, eq, ne } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { releases, servers } from "../../schema/servers.ts";
import { appendChange } from "../changes/append-change.ts";

export interface NewRelease {
  readonly serverId: ServerId;
  /** From `reserveReleaseNumber`; a draft may have any. */
  readonly number: number;
  /** The manifest's text, exactly as hashed. */
  readonly manifest: string;
  /** SHA-256 of `manifest`, lower-case hex. */
  readonly contentHash: string;
  readonly report?: JsonObject;
  readonly note?: string;
  readonly createdBy?: UserId;
  readonly id?: ReleaseId;
}

/** The number that the next release of this server will have. Other publishes of the server wait until this one ends. */
export const reserveReleaseNumber = async (
  tx: WorkspaceTx,
  { serverId }: { readonly serverId: ServerId },
): Promise<number> => {
  const [row] = await tx.sql<{ number: number }[]>`
    UPDATE servers SET release_count = release_count + 1
    WHERE id = ${serverId} AND workspace_id = ${tx.workspaceId} RETURNING release_count AS number`;
  if (row === undefined) throw serverNotFound();
  return row.number;
};

export const insertRelease = async (tx: WorkspaceTx, release: NewRelease): Promise<ReleaseId> =>
  insert(tx, release, false);

/** Stores a release to try out, makes it the server's draft and throws earlier drafts away. */
export const replaceDraftRelease = async (tx: WorkspaceTx, release: NewRelease): Promise<ReleaseId> => {
  const id = await insert(tx, release, true);
  const updated = await tx.orm
    .update(servers)
    .set({ draftReleaseId: id })
    .where(and(eq(servers.id, release.serverId), eq(servers.workspaceId, tx.workspaceId)))
    .returning({ id: servers.id });
  if (updated.length === 0) throw serverNotFound();
  await tx.orm
    .delete(releases)
    .where(and(eq(releases.serverId, release.serverId), eq(releases.isDraft, true), ne(releases.id, id)));
  await appendChange(tx, {
    serverId: release.serverId,
    kind: "release.published",
    payload: { releaseId: id, draft: true },
  });
  return id;
};

const insert = async (tx: WorkspaceTx, release: NewRelease, isDraft: boolean): Promise<ReleaseId> => {
  const id = release.id ?? releaseId.create();
  await tx.orm.insert(releases).values({
    id,
    workspaceId: tx.workspaceId,
    serverId: release.serverId,
    number: release.number,
    isDraft,
    manifest: release.manifest,
    contentHash: release.contentHash,
    report: release.report ?? {},
    note: release.note ?? "",
    createdBy: release.createdBy ?? null,
  });
  return id;
};

export const serverNotFound = (): ServiceError =>
  new ServiceError("not_found", { message: "There is no such server." });
