import type { ServerId } from "@breezeway/core";
import { hashManifest, ServiceError } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { insertRelease, markPublished, publishRelease, reserveReleaseNumber } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import type { Changed } from "../change.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { addedScopes, compareManifests } from "./compare-manifests.ts";
import { compileDraft } from "./compile-draft.ts";
import { readDraftParts } from "./draft-parts.ts";
import { compareDraft } from "./get-draft.ts";
import { lintGate } from "./lint-gate.ts";
import { readLiveRelease } from "./read-manifest.ts";
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
  const parts = await readDraftParts(tx, server);
  const live = await readLiveRelease(tx, server);
  const { draft, contentHash } = compareDraft(ctx, parts, live);
  checkGate(lintGate(draft), input.acceptWarnings);
  if (input.contentHash !== undefined && input.contentHash !== contentHash)
    throw new ServiceError("conflict", { message: "The draft has changed since you looked at it. Look again." });
  if (live !== undefined && contentHash === live.contentHash)
    throw new ServiceError("conflict", { message: "There is nothing to publish: the draft is what is live." });
  const number = await reserveReleaseNumber(tx, { serverId: server.id });
  const settled = compileDraft(ctx, parts, String(number));
  if (!settled.ok) throw new ServiceError("conflict", { message: settled.problem ?? "The draft is not complete." });
  const { manifest } = settled.compiled;
  const hashed = hashManifest(manifest);
  const releaseId = await insertRelease(tx, {
    serverId: server.id,
    number,
    manifest: hashed.text,
    contentHash: hashed.contentHash,
    report: { tools: manifest.tools.length },
    note: input.note,
    ...(ctx.actor.userId !== null && { createdBy: ctx.actor.userId }),
  });
  await publishRelease(tx, { serverId: server.id, releaseId });
  await markPublished(tx, { id: server.id, sameAsDraft: true, now });
  const changes = live ? compareManifests(live.manifest, manifest) : [];
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
          contentHash: hashed.contentHash,
          tools: manifest.tools.length,
          changes: changes.slice(0, 50).map(({ text }) => text),
          addedScopes: addedScopes(live?.manifest, manifest),
        },
      },
    ],
  };
};

const checkGate = ({ errors, warnings }: ReturnType<typeof lintGate>, acceptWarnings: boolean): void => {
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
