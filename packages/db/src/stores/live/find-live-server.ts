import { z } from "zod";
import type { AnyTx } from "../../database/scope.ts";
import { liveServerRow, type LiveServerRow } from "./live-server.ts";

/** Who answers at `/mcp/{workspaceSlug}/{serverSlug}`; undefined when nobody does. */
export const findLiveServer = async (
  tx: AnyTx,
  { workspaceSlug, serverSlug }: { readonly workspaceSlug: string; readonly serverSlug: string },
): Promise<LiveServerRow | undefined> => {
  const [row] = await tx.sql`
    SELECT workspace_id AS "workspaceId", server_id AS "serverId", release_id AS "releaseId",
           draft_release_id AS "draftReleaseId", epoch, stopped
    FROM find_live_server(${workspaceSlug}, ${serverSlug})`;
  return row === undefined ? undefined : liveServerRow.parse(row);
};

/** The present state of the servers given; a server that is gone is left out. */
export const listLiveServers = async (
  tx: AnyTx,
  { serverIds }: { readonly serverIds: readonly string[] },
): Promise<LiveServerRow[]> => {
  const rows = await tx.sql`
    SELECT workspace_id AS "workspaceId", server_id AS "serverId", release_id AS "releaseId",
           draft_release_id AS "draftReleaseId", epoch, stopped
    FROM list_live_servers(${[...serverIds]}::text[])`;
  return z.array(liveServerRow).parse([...rows]);
};
