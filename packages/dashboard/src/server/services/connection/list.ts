import { listConnections } from "@breezeway/db";
import { z } from "zod";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { readServer } from "../server/read-server.ts";
import { connectionRow } from "./connection-view.ts";

const position = z.object({ lastSeenAt: z.iso.datetime().transform((at) => new Date(at)), hash: z.string().max(60) });

export const listServerConnections = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteQuery<"listConnections"> & { readonly server: string };
}): Promise<RouteOutput<"listConnections">> => {
  const before = input.cursor === undefined ? undefined : decodeCursor(position, input.cursor);
  const rows = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) =>
    listConnections(tx, {
      serverId: (await readServer(tx, input.server)).id,
      ...(input.text !== undefined && { client: input.text }),
      ...(input.state !== "all" && { state: input.state }),
      ...(before && { before }),
      limit: input.limit + 1,
    }),
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    connections: page.map(connectionRow),
    nextCursor:
      rows.length > input.limit && last
        ? encodeCursor({ lastSeenAt: last.lastSeenAt.toISOString(), hash: last.hash })
        : null,
  };
};
