import type { WorkspaceTx } from "../../database/scope.ts";
import { documents } from "../../schema/servers.ts";

/** Stores a document once for a workspace, by the hash of its bytes. */
export const insertDocument = async (
  tx: WorkspaceTx,
  input: {
    readonly hash: string;
    readonly bytes: number;
    readonly encoding: "gzip" | "brotli" | "zstd" | "identity";
    readonly body: Uint8Array;
    readonly now: Date;
  },
): Promise<void> => {
  const { now, ...document } = input;
  await tx.orm
    .insert(documents)
    .values({ ...document, workspaceId: tx.workspaceId, createdAt: now })
    .onConflictDoNothing();
};

/** Removes documents that no source, and no import that is kept, is made from any more. */
export const deleteUnusedDocuments = async (tx: WorkspaceTx): Promise<void> => {
  await tx.sql`
    DELETE FROM documents d WHERE d.workspace_id = ${tx.workspaceId}
      AND NOT EXISTS (SELECT FROM sources s WHERE s.workspace_id = d.workspace_id AND s.document_hash = d.hash)
      AND NOT EXISTS (SELECT FROM kept_imports k WHERE k.workspace_id = d.workspace_id AND k.document_hash = d.hash)`;
};
