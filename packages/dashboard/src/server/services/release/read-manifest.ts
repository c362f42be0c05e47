import type { ReleaseManifest } from "@breezeway/core";
import { releaseId, releaseManifest } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { loadRelease } from "@breezeway/db";
import { notFound } from "../refusals.ts";

export interface ReadRelease {
  readonly number: number;
  readonly contentHash: string;
  readonly manifest: ReleaseManifest;
}

/** A stored release of a server. */
export const readRelease = async (tx: WorkspaceTx, server: ServerRow, id: string): Promise<ReadRelease> => {
  const parsed = releaseId.schema.safeParse(id);
  const stored = parsed.success ? await loadRelease(tx, { releaseId: parsed.data }) : undefined;
  if (stored?.serverId !== server.id) throw notFound();
  return {
    number: stored.number,
    contentHash: stored.contentHash,
    manifest: releaseManifest.parse(JSON.parse(stored.manifest)),
  };
};

export const readLiveRelease = async (tx: WorkspaceTx, server: ServerRow): Promise<ReadRelease | undefined> =>
  server.liveReleaseId === null ? undefined : readRelease(tx, server, server.liveReleaseId);
