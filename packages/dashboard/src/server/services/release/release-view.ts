import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { listMembers, listReleases } from "@breezeway/db";
import { z } from "zod";
import type { ReleaseRow } from "../../api/releases.ts";

const mostReleases = 500;
/** What publishing notes of a release, so that the history needs no manifests. */
export const releaseReport = z.object({ tools: z.number().int().catch(0) });

export const readReleaseRows = async (tx: WorkspaceTx, server: ServerRow): Promise<ReleaseRow[]> => {
  const names = new Map((await listMembers(tx)).map(({ userId, displayName }) => [userId as string, displayName]));
  const rows = await listReleases(tx, { serverId: server.id, limit: mostReleases });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    publishedAt: row.createdAt.toISOString(),
    publishedBy: row.createdBy === null ? null : (names.get(row.createdBy) ?? "A former member"),
    note: row.note,
    tools: releaseReport.safeParse(row.report).data?.tools ?? 0,
    contentHash: row.contentHash,
    live: row.id === server.liveReleaseId,
  }));
};
