import type { JsonObject, ServerPolicy } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { ServerChanges, ServerRow } from "@breezeway/db";
import { getServer, updateServer } from "@breezeway/db";
import type { RouteBody } from "../../api/routes.ts";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { changedFields } from "../changed-fields.ts";
import { refuseStale } from "../refuse-stale.ts";
import { flattenSettings } from "../settings-version.ts";
import { serverSlugTaken } from "./create.ts";
import { readServer } from "./read-server.ts";
import { serverSettings } from "./server-settings.ts";
import { readServerView } from "./server-view.ts";

/** Settings go live with the next publish. */
export const updateServerSettings = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly settings: RouteBody<"updateServer"> };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const before = await readServer(tx, input.server, { lock: true });
    const { version, ...settings } = input.settings;
    const changes = readChanges(before, settings);
    await refuseStale(tx, {
      stored: serverSettings(before),
      wanted: flattenSettings(changes as JsonObject),
      version,
      changedBy: { kind: "server.updated", serverId: before.id },
    });
    const { slug } = settings;
    if (slug !== undefined && slug !== before.slug) {
      if (before.firstPublishedAt !== null)
        throw new ServiceError("conflict", {
          message: "The address is published and cannot change any more: tokens are bound to it.",
          at: "slug",
        });
      if (await getServer(tx, slug)) throw serverSlugTaken();
    }
    const names = Object.keys(changes) as (keyof ServerChanges)[];
    if (names.length === 0) return { result: await readServerView(tx, ctx, before), changes: [] };
    await updateServer(tx, { id: before.id, changes, now });
    const after = await readServer(tx, before.id);
    return {
      result: await readServerView(tx, ctx, after),
      changes: [
        {
          kind: "server.updated",
          subject: after.name,
          serverId: before.id,
          before: pick(before, names),
          after: pick(after, names),
        },
      ],
    };
  });

const readChanges = (before: ServerRow, settings: Omit<RouteBody<"updateServer">, "version">): ServerChanges => {
  const { policy, ...rest } = settings;
  return changedFields(before, { ...rest, policy: policy && mergePolicy(before.policy, policy) });
};

const mergePolicy = (before: ServerPolicy, changes: object): ServerPolicy => ({
  ...before,
  ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
});

const pick = (server: ServerRow, names: readonly (keyof ServerChanges)[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, server[name] as JsonObject]));
