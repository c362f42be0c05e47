import type { ServerId, SourceId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";

interface NamedImport {
  readonly sourceId: SourceId;
  readonly importVersion: string;
}

/** Puts a source's import aside before another takes its place, where a kept release was made from it. */
export const keepImport = async (tx: WorkspaceTx, sourceId: SourceId): Promise<void> => {
  await tx.sql`
    INSERT INTO kept_imports (source_id, import_version, workspace_id, server_id, document_hash, source, tools)
    SELECT s.id, v.version, s.workspace_id, s.server_id, s.document_hash, row_to_json(s),
           coalesce((SELECT json_agg(t ORDER BY t.position) FROM tools t
                     WHERE t.source_id = s.id AND t.workspace_id = s.workspace_id), '[]')
    FROM sources s, LATERAL (SELECT s.document_hash || ' ' || s.imported_at::text AS version) v
    WHERE s.id = ${sourceId} AND s.workspace_id = ${tx.workspaceId} AND EXISTS (
      SELECT FROM release_sketches k WHERE k.server_id = s.server_id AND k.workspace_id = s.workspace_id
        AND k.sketch -> 'sources' @> jsonb_build_array(jsonb_build_object('id', s.id, 'importVersion', v.version)))
    ON CONFLICT DO NOTHING`;
};

/** Puts a kept import back in place, with its source if that is gone. False where it was not kept. */
export const restoreImport = async (tx: WorkspaceTx, wanted: NamedImport): Promise<boolean> => {
  const restored = await tx.sql`
    INSERT INTO sources SELECT (json_populate_record(NULL::sources, k.source)).* FROM kept_imports k
    WHERE k.workspace_id = ${tx.workspaceId} AND k.source_id = ${wanted.sourceId}
      AND k.import_version = ${wanted.importVersion}
    ON CONFLICT (id) DO UPDATE SET
      kind = excluded.kind, document_url = excluded.document_url, document_hash = excluded.document_hash,
      document_title = excluded.document_title, document_version = excluded.document_version,
      dialect = excluded.dialect, selection = excluded.selection, definitions = excluded.definitions,
      security_schemes = excluded.security_schemes, issues = excluded.issues, refused = excluded.refused,
      etag = excluded.etag, drift = NULL, imported_at = excluded.imported_at
    RETURNING id`;
  if (restored.length === 0) return false;
  await tx.sql`DELETE FROM tools WHERE workspace_id = ${tx.workspaceId} AND source_id = ${wanted.sourceId}`;
  await tx.sql`
    INSERT INTO tools SELECT t.* FROM kept_imports k, json_populate_recordset(NULL::tools, k.tools) t
    WHERE k.workspace_id = ${tx.workspaceId} AND k.source_id = ${wanted.sourceId}
      AND k.import_version = ${wanted.importVersion}`;
  return true;
};

/** Forgets imports that no kept release of a server was made from. */
export const deleteUnneededImports = async (tx: WorkspaceTx, serverId: ServerId): Promise<void> => {
  await tx.sql`
    DELETE FROM kept_imports i WHERE i.workspace_id = ${tx.workspaceId} AND i.server_id = ${serverId} AND NOT EXISTS (
      SELECT FROM release_sketches k WHERE k.server_id = i.server_id AND k.workspace_id = i.workspace_id
        AND k.sketch -> 'sources' @>
          jsonb_build_array(jsonb_build_object('id', i.source_id, 'importVersion', i.import_version)))`;
};
