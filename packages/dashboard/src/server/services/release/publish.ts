import type { ServerId } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import {
  deleteUnneededImports,
  insertRelease,
  insertReleaseSketch,
  markPublished,
  publishRelease,
  reserveReleaseNumber,
} from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import type { Changed } from "../change.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { storeDeadlineMs } from "../server/create.ts";
import type { DraftView } from "../../api/releases.ts";
import { askDraft, readDraftSketch } from "./ask-draft.ts";
import { sketchOf } from "./release-sketch.ts";
import { readReleaseRows } from "./release-view.ts";

export interface PublishInput {
  readonly server: string;
  /** Of the draft as it was shown; another draft since then is a conflict. */
  readonly contentHash?: string | undefined;
  readonly acceptWarnings: boolean;
  readonly note: string;
}

type Published = RouteOutput<"publish">;

/** Compiles the draft, stores it as a release, points the server at it and tells the data planes: all or nothing. */
export const publishServer = ({ ctx, input }: { ctx: WorkspaceContext; input: PublishInput }): Promise<Published> =>
  changeWorkspace(ctx, (tx, now) => publishIn(tx, ctx, input, now), { deadlineMs: storeDeadlineMs });

const publishIn = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  input: PublishInput,
  now: Date,
): Promise<Changed<Published>> => {
  const server = await readServer(tx, input.server, { lock: true });
  const { liveReleaseId } = server;
  const sketch = await readDraftSketch(tx, ctx, server);
  const draft = await askDraft<"view">(tx, ctx, sketch, { kind: "view", liveReleaseId });
  checkGate(draft, input.acceptWarnings);
  if (input.contentHash !== undefined && input.contentHash !== draft.contentHash)
    throw new ServiceError("conflict", { message: "The draft has changed since you looked at it. Look again." });
  if (draft.state === "same_as_live")
    throw new ServiceError("conflict", { message: "There is nothing to publish: the draft is what is live." });
  const live = (await readReleaseRows(tx, server)).find((row) => row.live);
  const number = await reserveReleaseNumber(tx, { serverId: server.id });
  const version = String(number);
  const settled = await askDraft<"release">(tx, ctx, sketch, { kind: "release", liveReleaseId, version });
  if (!settled.ok) throw new ServiceError("conflict", { message: settled.problem });
  const releaseId = await insertRelease(tx, {
    serverId: server.id,
    number,
    manifest: settled.manifest,
    contentHash: settled.contentHash,
    report: { tools: settled.tools },
    note: input.note,
    ...(ctx.actor.userId !== null && { createdBy: ctx.actor.userId }),
  });
  await publishRelease(tx, { serverId: server.id, releaseId });
  await insertReleaseSketch(tx, { releaseId, serverId: server.id, sketch: sketchOf(sketch) });
  await deleteUnneededImports(tx, server.id);
  await markPublished(tx, { id: server.id, sameAsDraft: true, now });
  return {
    result: await publishedView(tx, ctx, server.id),
    changes: [
      {
        kind: "release.published",
        subject: `release ${number} of ${server.name}`,
        serverId: server.id,
        ...(live && { before: { release: live.number, contentHash: live.contentHash } }),
        after: {
          release: number,
          contentHash: settled.contentHash,
          tools: settled.tools,
          changes: settled.changes.slice(0, 50).map(({ text }) => text),
          addedScopes: [...settled.addedScopes],
        },
      },
    ],
  };
};

const checkGate = ({ errors, warnings }: DraftView, acceptWarnings: boolean): void => {
  const [error] = errors;
  if (error)
    throw new ServiceError("conflict", {
      message: errors.length === 1 ? error.message : `${error.message} (and ${errors.length - 1} more)`,
      at: "errors",
    });
  if (warnings.length > 0 && !acceptWarnings)
    throw new ServiceError("conflict", {
      message: `There are ${warnings.length} warnings. Look at them, then publish all the same.`,
      at: "acceptWarnings",
    });
};

export const publishedView = async (tx: WorkspaceTx, ctx: WorkspaceContext, id: ServerId): Promise<Published> => {
  const server: ServerRow = await readServer(tx, id);
  const release = (await readReleaseRows(tx, server)).find(({ live }) => live);
  if (!release) throw new Error("A server was published and has no live release.");
  return { release, server: await readServerView(tx, ctx, server) };
};
