import { ServiceError } from "@breezeway/core";
import { getServer, listConfigChanges } from "@breezeway/db";
import { z } from "zod";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { changeText } from "./change-text.ts";

/** Who made a change, in words. */
export const nameActor = (kind: string, name: string | null): string =>
  kind === "api_token" ? `${name ?? "A former member"}, by API token` : (name ?? "A former member");

const position = z.object({ at: z.string().max(40), id: z.string().max(60) });

export const listChanges = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteQuery<"listChanges">;
}): Promise<RouteOutput<"listChanges">> => {
  const before = input.cursor === undefined ? undefined : decodeCursor(position, input.cursor);
  const rows = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = input.server === undefined ? undefined : await getServer(tx, input.server);
    if (input.server !== undefined && !server)
      throw new ServiceError("invalid_input", { message: "There is no such server.", at: "server" });
    return listConfigChanges(tx, {
      limit: input.limit + 1,
      ...(before && { before }),
      ...(server && { serverId: server.id }),
      ...(input.actor !== undefined && { actorId: input.actor }),
      ...(input.action !== undefined && { kind: input.action }),
    });
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    changes: page.map(({ change, actorName }) => ({
      id: change.id,
      at: change.at.toISOString(),
      actor: change.actorId === null ? null : { userId: change.actorId, name: nameActor(change.actorKind, actorName) },
      action: change.kind,
      text: changeText(change.kind, change.subject),
      entity: {
        kind: change.kind.split(".")[0] ?? "",
        id: change.serverId ?? change.workspaceId,
        name: change.subject,
      },
      before: change.before,
      after: change.after,
    })),
    nextCursor: rows.length > input.limit && last ? encodeCursor({ at: last.exactAt, id: last.change.id }) : null,
  };
};
