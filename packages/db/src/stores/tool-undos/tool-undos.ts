import type { JsonValue, ServerId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";

export interface ToolUndo {
  readonly changeId: string;
  /** What takes the change back; `null` where it was too much to be kept. */
  readonly edits: JsonValue | null;
  readonly tools: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorName: string | null;
  /** A later change touched one of the same tools. */
  readonly isOvertaken: boolean;
}

const mostKept = 50;

/** Keeps the way back from a change of tools, newest changes only. */
export const insertToolUndo = async (
  tx: WorkspaceTx,
  input: {
    readonly changeId: string;
    readonly serverId: ServerId;
    /** Source and key of each tool. */
    readonly tools: readonly string[];
    readonly edits: JsonValue | null;
  },
): Promise<void> => {
  const edits = input.edits === null ? null : JSON.stringify(input.edits);
  await tx.sql`
    INSERT INTO tool_undos (change_id, workspace_id, server_id, tools, edits)
    SELECT ${input.changeId}, ${tx.workspaceId}, ${input.serverId},
           ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(input.tools)}::text::jsonb)), ${edits}::text::jsonb`;
  await tx.sql`
    DELETE FROM tool_undos WHERE workspace_id = ${tx.workspaceId} AND server_id = ${input.serverId} AND position < (
      SELECT min(position) FROM (
        SELECT position FROM tool_undos WHERE workspace_id = ${tx.workspaceId} AND server_id = ${input.serverId}
        ORDER BY position DESC LIMIT ${mostKept}) kept)`;
};

const readUndos = (tx: WorkspaceTx, serverId: ServerId, changeId: string | null, limit: number) =>
  tx.sql<ToolUndo[]>`
    SELECT u.change_id AS "changeId", u.edits, cardinality(u.tools) AS tools, c.at, c.actor_kind AS "actorKind",
           p.display_name AS "actorName",
           EXISTS (SELECT FROM tool_undos n WHERE n.workspace_id = u.workspace_id AND n.server_id = u.server_id
                   AND n.position > u.position AND n.tools && u.tools) AS "isOvertaken"
    FROM tool_undos u JOIN config_changes c ON c.id = u.change_id LEFT JOIN users p ON p.id = c.actor_id
    WHERE u.workspace_id = ${tx.workspaceId} AND u.server_id = ${serverId}
      AND (${changeId}::text IS NULL OR u.change_id = ${changeId}::text)
    ORDER BY u.position DESC LIMIT ${limit}`;

/** The newest change of a server's tools that was not taken back. */
export const findLastToolUndo = async (tx: WorkspaceTx, serverId: ServerId): Promise<ToolUndo | undefined> =>
  (await readUndos(tx, serverId, null, 1))[0];

export const getToolUndo = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly changeId: string },
): Promise<ToolUndo | undefined> => (await readUndos(tx, input.serverId, input.changeId, 1))[0];

/** Forgets the way back of one change, which was taken, or of all of a server, whose tools were replaced. */
export const deleteToolUndos = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly changeId?: string },
): Promise<void> => {
  await tx.sql`
    DELETE FROM tool_undos WHERE workspace_id = ${tx.workspaceId} AND server_id = ${input.serverId}
      AND (${input.changeId ?? null}::text IS NULL OR change_id = ${input.changeId ?? null}::text)`;
};
