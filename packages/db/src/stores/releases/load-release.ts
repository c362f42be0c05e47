import { releaseId, serverId, type ReleaseId, type ServerId } from "@breezeway/core";
import { desc, eq, and } from "drizzle-orm";
import { z } from "zod";
import type { WorkspaceTx } from "../../database/scope.ts";
import { releases } from "../../schema/servers.ts";

const storedRelease = z.object({
  id: releaseId.schema,
  serverId: serverId.schema,
  number: z.number().int(),
  manifest: z.string(),
  contentHash: z.string(),
});
/** The manifest stays text: its hash is over exactly this text. */
export type StoredRelease = z.infer<typeof storedRelease>;

/** One release; the data role finds only the live one and the draft of its server. */
export const loadRelease = async (
  tx: WorkspaceTx,
  { releaseId: id }: { readonly releaseId: ReleaseId },
): Promise<StoredRelease | undefined> => {
  const [row] = await tx.sql`
    SELECT id, server_id AS "serverId", number, manifest, content_hash AS "contentHash"
    FROM releases WHERE id = ${id} AND workspace_id = ${tx.workspaceId}`;
  return row === undefined ? undefined : storedRelease.parse(row);
};

/** The hash of a release's content, without its manifest. */
export const findContentHash = async (tx: WorkspaceTx, id: ReleaseId): Promise<string | undefined> => {
  const [row] = await tx.orm
    .select({ contentHash: releases.contentHash })
    .from(releases)
    .where(and(eq(releases.workspaceId, tx.workspaceId), eq(releases.id, id)));
  return row?.contentHash;
};

/** History of a server, newest first, without manifests and drafts. */
export const listReleases = (
  tx: WorkspaceTx,
  { serverId: server, limit }: { readonly serverId: ServerId; readonly limit: number },
) =>
  tx.orm
    .select({
      id: releases.id,
      number: releases.number,
      contentHash: releases.contentHash,
      report: releases.report,
      note: releases.note,
      createdBy: releases.createdBy,
      createdAt: releases.createdAt,
    })
    .from(releases)
    .where(and(eq(releases.workspaceId, tx.workspaceId), eq(releases.serverId, server), eq(releases.isDraft, false)))
    .orderBy(desc(releases.number))
    .limit(limit);
