import type { ServerId, SourceId, SourceVariable } from "@breezeway/core";
import { and, asc, eq } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { sources } from "../../schema/servers.ts";
import { importVersionSql } from "../sources/import-version.ts";

/** What an owner may change of a source, and which import it stands for. */
export interface DraftSourceRow {
  readonly id: SourceId;
  readonly title: string;
  readonly baseUrl: string;
  readonly variables: Record<string, SourceVariable>;
  /** Another one after each import. */
  readonly importVersion: string;
}

const draftColumns = {
  id: sources.id,
  title: sources.title,
  baseUrl: sources.baseUrl,
  variables: sources.variables,
  importVersion: importVersionSql,
};

/** A server's sources without what was imported, in their order. */
export const listDraftSources = async (tx: WorkspaceTx, serverId: ServerId): Promise<DraftSourceRow[]> => {
  const rows = await tx.orm
    .select(draftColumns)
    .from(sources)
    .where(and(eq(sources.workspaceId, tx.workspaceId), eq(sources.serverId, serverId)))
    .orderBy(asc(sources.position), asc(sources.id));
  return rows.map((row) => ({ ...row, id: row.id as SourceId }));
};

export interface ImportedText {
  readonly importVersion: string;
  /** JSON: every generated tool, in order. */
  readonly tools: string;
  /** JSON: schema by name. */
  readonly definitions: string;
}

/** What one import made, as text: whoever needs it parses it where that holds nobody up. */
export const loadImportedText = async (tx: WorkspaceTx, sourceId: SourceId): Promise<ImportedText | undefined> => {
  const [row] = await tx.sql<ImportedText[]>`
    SELECT s.document_hash || ' ' || s.imported_at::text AS "importVersion", s.definitions::text AS definitions,
           coalesce((SELECT '[' || string_agg(t.tool::text, ',' ORDER BY t.position) || ']' FROM tools t
                     WHERE t.source_id = s.id AND t.workspace_id = s.workspace_id), '[]') AS tools
    FROM sources s WHERE s.id = ${sourceId} AND s.workspace_id = ${tx.workspaceId}`;
  return row;
};

/** The same without the schemas, where only tools are compared. */
export const loadToolsText = async (
  tx: WorkspaceTx,
  sourceId: SourceId,
): Promise<Pick<ImportedText, "importVersion" | "tools"> | undefined> => {
  const [row] = await tx.sql<Pick<ImportedText, "importVersion" | "tools">[]>`
    SELECT s.document_hash || ' ' || s.imported_at::text AS "importVersion",
           coalesce((SELECT '[' || string_agg(t.tool::text, ',' ORDER BY t.position) || ']' FROM tools t
                     WHERE t.source_id = s.id AND t.workspace_id = s.workspace_id), '[]') AS tools
    FROM sources s WHERE s.id = ${sourceId} AND s.workspace_id = ${tx.workspaceId}`;
  return row;
};

/** Keys of every tool of a server. */
export const listToolKeys = async (
  tx: WorkspaceTx,
  serverId: ServerId,
): Promise<{ readonly sourceId: SourceId; readonly key: string }[]> => {
  const rows = await tx.sql<{ sourceId: SourceId; key: string }[]>`
    SELECT t.source_id AS "sourceId", t.key FROM tools t JOIN sources s ON s.id = t.source_id
    WHERE s.server_id = ${serverId} AND s.workspace_id = ${tx.workspaceId}`;
  return [...rows];
};
