import type { GeneratedTool, ServerId, SourceId } from "@breezeway/core";
import { and, eq } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { tools } from "../../schema/servers.ts";

export interface StoredTool {
  readonly sourceId: SourceId;
  readonly tool: GeneratedTool;
}

/** Few enough that making their JSON holds nothing up. */
const rowsPerInsert = 100;

/** Puts newly generated tools in the place of a source's old ones. */
export const replaceTools = async (
  tx: WorkspaceTx,
  input: { readonly sourceId: SourceId; readonly tools: readonly GeneratedTool[] },
): Promise<void> => {
  await tx.orm.delete(tools).where(and(eq(tools.workspaceId, tx.workspaceId), eq(tools.sourceId, input.sourceId)));
  const rows = input.tools.map((tool, position) => ({
    workspaceId: tx.workspaceId,
    sourceId: input.sourceId,
    key: tool.operation.key,
    position,
    tool,
  }));
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await tx.orm.insert(tools).values(rows.slice(start, start + rowsPerInsert));
};

/** Sizes for lists of servers: tools, and those that are on. */
export const countTools = async (
  tx: WorkspaceTx,
): Promise<ReadonlyMap<string, { readonly total: number; readonly enabled: number }>> => {
  const rows = await tx.sql<{ server_id: string; total: number; enabled: number }[]>`
    SELECT s.server_id, count(*)::integer AS total,
           (count(*) FILTER (WHERE coalesce((o.override ->> 'enabled')::boolean, true)))::integer AS enabled
    FROM sources s JOIN tools t ON t.source_id = s.id
         LEFT JOIN tool_overrides o ON o.source_id = t.source_id AND o.key = t.key
    WHERE s.workspace_id = ${tx.workspaceId}
    GROUP BY s.server_id`;
  return new Map(rows.map((row) => [row.server_id, { total: row.total, enabled: row.enabled }]));
};

/** Every upstream scope that the server's enabled tools need, sorted. */
export const listEnabledScopes = async (tx: WorkspaceTx, serverId: ServerId): Promise<string[]> => {
  const rows = await tx.sql<{ scope: string }[]>`
    SELECT DISTINCT json_array_elements_text(t.tool -> 'scopes') AS scope
    FROM sources s JOIN tools t ON t.source_id = s.id
         LEFT JOIN tool_overrides o ON o.source_id = t.source_id AND o.key = t.key
    WHERE s.workspace_id = ${tx.workspaceId} AND s.server_id = ${serverId}
      AND coalesce((o.override ->> 'enabled')::boolean, true)
    ORDER BY scope`;
  return rows.map((row) => row.scope);
};
