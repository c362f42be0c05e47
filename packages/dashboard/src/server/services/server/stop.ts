import { setServerStop } from "@breezeway/db";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "./read-server.ts";
import { readServerView } from "./server-view.ts";

export const stopServer = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly reason: string };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    if (server.stoppedAt !== null && server.stopReason === input.reason)
      return { result: await readServerView(tx, ctx, server), changes: [] };
    await setServerStop(tx, { id: server.id, stop: { reason: input.reason, by: ctx.actor.userId, now } });
    return {
      result: await readServerView(tx, ctx, await readServer(tx, server.id)),
      changes: [{ kind: "server.stopped", subject: server.name, serverId: server.id, after: { reason: input.reason } }],
      feed: [{ serverId: server.id, kind: "server.stopped" }],
    };
  });

export const resumeServer = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx) => {
    const server = await readServer(tx, input.server, { lock: true });
    if (server.stoppedAt === null) return { result: await readServerView(tx, ctx, server), changes: [] };
    await setServerStop(tx, { id: server.id, stop: null });
    return {
      result: await readServerView(tx, ctx, await readServer(tx, server.id)),
      changes: [
        {
          kind: "server.resumed",
          subject: server.name,
          serverId: server.id,
          before: { reason: server.stopReason, since: server.stoppedAt?.toISOString() ?? null },
        },
      ],
      feed: [{ serverId: server.id, kind: "server.resumed" }],
    };
  });
