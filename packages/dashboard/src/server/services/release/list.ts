import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";
import { addedScopes, compareManifests } from "./compare-manifests.ts";
import { readLiveRelease, readRelease } from "./read-manifest.ts";
import { readReleaseRows } from "./release-view.ts";

export const listServerReleases = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<RouteOutput<"listReleases">> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => ({
    releases: await readReleaseRows(tx, await readServer(tx, input.server)),
  }));

/** What making this release live would change. */
export const compareWithLive = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly releaseId: string };
}): Promise<RouteOutput<"compareReleases">> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    const target = await readRelease(tx, server, input.releaseId);
    const live = await readLiveRelease(tx, server);
    const release = (await readReleaseRows(tx, server)).find(({ id }) => id === input.releaseId);
    if (!release) throw notFound();
    return {
      release,
      changes: live ? compareManifests(live.manifest, target.manifest) : [],
      addedScopes: addedScopes(live?.manifest, target.manifest),
    };
  });
