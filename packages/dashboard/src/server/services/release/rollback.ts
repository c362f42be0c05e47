import { releaseId, ServiceError } from "@breezeway/core";
import { markPublished, rollBackRelease } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";
import { publishedView } from "./publish.ts";
import { readLiveRelease, readRelease } from "./read-release.ts";

/** The draft stays as it is: publishing again brings it back. */
export const rollbackServer = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly releaseId: string };
}): Promise<RouteOutput<"rollback">> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server, { lock: true });
    const target = await readRelease(tx, server, input.releaseId);
    const parsed = releaseId.schema.safeParse(input.releaseId);
    if (!parsed.success) throw notFound();
    if (server.liveReleaseId === parsed.data)
      throw new ServiceError("conflict", { message: "This release is live already." });
    const live = await readLiveRelease(tx, server);
    await rollBackRelease(tx, { serverId: server.id, releaseId: parsed.data });
    await markPublished(tx, { id: server.id, sameAsDraft: false, now });
    return {
      result: await publishedView(tx, ctx, server.id),
      changes: [
        {
          kind: "release.rolled_back",
          subject: `${server.name} to release ${target.number}`,
          serverId: server.id,
          ...(live && { before: { release: live.number, contentHash: live.contentHash } }),
          after: { release: target.number, contentHash: target.contentHash },
        },
      ],
    };
  });
