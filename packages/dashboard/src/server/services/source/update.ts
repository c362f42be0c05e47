import { ServiceError } from "@breezeway/core";
import { touchServer, updateSource } from "@breezeway/db";
import type { RouteBody } from "../../api/routes.ts";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { changedFields } from "../changed-fields.ts";
import { refuseStale } from "../refuse-stale.ts";
import { checkMayAimSecret } from "../server/credential-settings.ts";
import { readServer } from "../server/read-server.ts";
import { scheduleHours, sourceSettings } from "../server/server-settings.ts";
import { readServerView } from "../server/server-view.ts";
import type { Settings } from "../settings-version.ts";
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
    const { version, ...settings } = input.settings;
    await refuseStale(tx, {
      stored: sourceSettings(before),
      wanted: changedFields(sourceSettings(before), settings) as Settings,
      version,
      changedBy: { kind: "source.updated", serverId: server.id },
    });
    const { title, baseUrl, variables, driftSchedule } = settings;
    if (driftSchedule !== undefined && driftSchedule !== "off" && before.documentUrl === null)
      throw new ServiceError("invalid_input", {
        message: "An uploaded document has no address to look at.",
        at: "driftSchedule",
      });
    if (baseUrl !== undefined || variables !== undefined) checkMayAimSecret(ctx, server.credential.mode);
    const changes = changedFields(before, {
      title,
      baseUrl,
      variables,
      checkEveryHours: driftSchedule && scheduleHours[driftSchedule],
    });
    const names = Object.keys(changes) as (keyof typeof changes)[];
    if (names.length === 0) return { result: await readServerView(tx, ctx, server), changes: [] };
    await updateSource(tx, { id: before.id, changes });
    if (names.some((name) => name !== "checkEveryHours")) await touchServer(tx, { id: server.id, now });
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
