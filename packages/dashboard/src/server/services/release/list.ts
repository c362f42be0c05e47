import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";
import { askDraft, readDraftSketch } from "./ask-draft.ts";
import { readRelease } from "./read-release.ts";
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
    const { liveReleaseId } = server;
    const release = (await readReleaseRows(tx, server)).find(({ id }) => id === input.releaseId);
    if (!release) throw notFound();
    const sketch = await readDraftSketch(tx, ctx, server);
    const question = { kind: "comparison", releaseId: target.id, liveReleaseId } as const;
    return { release, ...(await askDraft<"comparison">(tx, ctx, sketch, question)) };
  });
