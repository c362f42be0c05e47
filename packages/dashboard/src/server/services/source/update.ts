import { ServiceError } from "@breezeway/core";
import { touchServer, updateSource } from "@breezeway/db";
import type { RouteBody } from "../../api/routes.ts";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkMayAimSecret } from "../server/credential-settings.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView, scheduleHours } from "../server/server-view.ts";
import { readSource } from "./read-source.ts";

export const updateServerSource = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly sourceId: string; readonly settings: RouteBody<"updateSource"> };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    const before = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
    const { title, baseUrl, variables, driftSchedule } = input.settings;
    if (driftSchedule !== undefined && driftSchedule !== "off" && before.documentUrl === null)
      throw new ServiceError("invalid_input", {
        message: "An uploaded document has no address to look at.",
        at: "driftSchedule",
      });
    if (baseUrl !== undefined || variables !== undefined) checkMayAimSecret(ctx, server.credential.mode);
    const changes = {
      ...(title !== undefined && { title }),
      ...(baseUrl !== undefined && { baseUrl }),
      ...(variables !== undefined && { variables }),
      ...(driftSchedule !== undefined && { checkEveryHours: scheduleHours[driftSchedule] }),
    };
    await updateSource(tx, { id: before.id, changes });
    const isDraftChanged = title !== undefined || baseUrl !== undefined || variables !== undefined;
    if (isDraftChanged) await touchServer(tx, { id: server.id, now });
    const names = Object.keys(changes) as (keyof typeof changes)[];
    return {
      result: await readServerView(tx, ctx, await readServer(tx, server.id)),
      changes: [
        {
          kind: "source.updated",
          subject: before.title,
          serverId: server.id,
          before: Object.fromEntries(names.map((name) => [name, before[name] ?? null])),
          after: Object.fromEntries(names.map((name) => [name, changes[name] ?? null])),
        },
      ],
    };
  });
