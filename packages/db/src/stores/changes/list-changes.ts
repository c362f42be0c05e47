import { z } from "zod";
import type { AnyTx } from "../../database/scope.ts";
import { change, type Change } from "./change.ts";

/** Changes after `afterSeq`, oldest first, at most `limit`. The data role sees all workspaces. */
export const listChanges = async (
  tx: AnyTx,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<Change[]> => {
  const rows = await tx.sql`
    SELECT seq, workspace_id AS "workspaceId", server_id AS "serverId", kind, payload
    FROM changes WHERE seq > ${afterSeq} ORDER BY seq LIMIT ${limit}`;
  return z.array(change).parse([...rows]);
};

/** The newest committed seq, 0 when there is none. */
export const findLastSeq = async (tx: AnyTx): Promise<number> => {
  const [row] = await tx.sql<{ seq: number }[]>`SELECT coalesce(max(seq), 0) AS seq FROM changes`;
  return row?.seq ?? 0;
};
