import { findLiveServer, listAccessKeys, listLiveServers, listRevokedConnections, loadRelease } from "@breezeway/db";
import type { Database } from "@breezeway/db";
import type { LiveSource } from "./live-source.ts";

/** Published servers from Postgres, in the data role. */
export const createDatabaseSource = (database: Database): LiveSource => ({
  findServer: (slugs) => database.unscoped((tx) => findLiveServer(tx, slugs)),
  listServers: (serverIds) => database.unscoped((tx) => listLiveServers(tx, { serverIds })),
  release: (workspaceId, releaseId) =>
    database.inWorkspace({ workspaceId }, async (tx) => {
      const stored = await loadRelease(tx, { releaseId });
      return stored && { id: stored.id, text: stored.manifest, contentHash: stored.contentHash };
    }),
  doors: (workspaceId, serverId) =>
    database.inWorkspace({ workspaceId }, async (tx) => ({
      revoked: await listRevokedConnections(tx, { serverId }),
      accessKeys: await listAccessKeys(tx, { serverId }),
    })),
});
