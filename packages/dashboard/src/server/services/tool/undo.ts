import { ServiceError } from "@breezeway/core";
import { deleteToolUndos, findLastToolUndo, getToolUndo } from "@breezeway/db";
import { z } from "zod";
import type { RouteOutput } from "../../api/routes.ts";
import { toolEdit } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { nameActor } from "../workspace/list-changes.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { readServer } from "../server/read-server.ts";
import { applyEdits, recordOf } from "./edit.ts";

/** The last change of a server's tools, where it can be taken back. */
export const getLastToolChange = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<RouteOutput<"getLastToolChange">> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    const last = await findLastToolUndo(tx, server.id);
    if (last === undefined || last.edits === null) return { change: null };
    return {
      change: {
        id: last.changeId,
        at: last.at.toISOString(),
        by: nameActor(last.actorKind, last.actorName),
        tools: last.tools,
      },
    };
  });

/** Takes a change of tools back, unless a later one touched any of the same tools. */
export const undoToolChange = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly changeId: string };
}): Promise<RouteOutput<"undoToolChange">> =>
  changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      const place = { serverId: server.id, changeId: input.changeId };
      const kept = await getToolUndo(tx, place);
      if (kept === undefined || kept.edits === null)
        throw new ServiceError("conflict", { message: "This change cannot be taken back any more." });
      if (kept.isOvertaken)
        throw new ServiceError("conflict", {
          message: "The same tools were changed again since. Take the later change back first.",
        });
      const edits = z.array(toolEdit).parse(kept.edits);
      const {
        changed,
        undo: _redo,
        ...answer
      } = await applyEdits(tx, ctx, {
        server,
        chooseEdits: async () => edits,
        now,
      });
      await deleteToolUndos(tx, place);
      return {
        result: answer,
        changes: [{ kind: "tools.undone", subject: server.name, serverId: server.id, ...recordOf(changed) }],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );
