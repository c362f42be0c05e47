import { releaseId } from "@breezeway/core";
import type { ServerRow, StoredRelease, WorkspaceTx } from "@breezeway/db";
import { loadRelease } from "@breezeway/db";
import { notFound } from "../refusals.ts";

/** A stored release of a server; its manifest stays text. */
export const readRelease = async (tx: WorkspaceTx, server: ServerRow, id: string): Promise<StoredRelease> => {
  const parsed = releaseId.schema.safeParse(id);
  const stored = parsed.success ? await loadRelease(tx, { releaseId: parsed.data }) : undefined;
  if (stored?.serverId !== server.id) throw notFound();
  return stored;
};

export const readLiveRelease = async (tx: WorkspaceTx, server: ServerRow): Promise<StoredRelease | undefined> =>
  server.liveReleaseId === null ? undefined : readRelease(tx, server, server.liveReleaseId);
