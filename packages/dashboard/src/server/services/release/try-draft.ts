import { ServiceError } from "@breezeway/core";
import type { ReleaseId } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { findContentHash, replaceDraftRelease } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { askDraft, readDraftSketch } from "./ask-draft.ts";
import { issueDraftTicket } from "./draft-ticket.ts";

/** Serves the draft at an address of its own to whoever holds the ticket: what is tried is what will be served. */
export const tryDraft = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly variables: Readonly<Record<string, string>> };
}): Promise<RouteOutput<"tryDraft">> => {
  const { server, releaseId } = await storeDraft(ctx, input.server);
  return { releaseId, ...(await issueDraftTicket(ctx, { server, releaseId, variables: input.variables })) };
};

const storeDraft = (
  ctx: WorkspaceContext,
  ref: string,
): Promise<{ readonly server: ServerRow; readonly releaseId: ReleaseId }> =>
  changeWorkspace(
    ctx,
    async (tx) => {
      const server = await readServer(tx, ref, { lock: true });
      const draft = await askDraft<"release">(tx, ctx, await readDraftSketch(tx, ctx, server), {
        kind: "release",
        liveReleaseId: null,
        version: `${server.releaseCount + 1}-draft`,
      });
      if (!draft.ok) throw new ServiceError("conflict", { message: draft.problem });
      const { manifest, contentHash } = draft;
      const kept = await findSameDraft(tx, server, contentHash);
      if (kept) return { result: { server, releaseId: kept }, changes: [] };
      const releaseId = await replaceDraftRelease(tx, {
        serverId: server.id,
        number: server.releaseCount + 1,
        manifest,
        contentHash,
        ...(ctx.actor.userId !== null && { createdBy: ctx.actor.userId }),
      });
      return {
        result: { server, releaseId },
        changes: [{ kind: "release.tried", subject: server.name, serverId: server.id, after: { contentHash } }],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );

/** A draft that is served already is served on: data planes need not load it anew. */
const findSameDraft = async (
  tx: WorkspaceTx,
  { draftReleaseId }: ServerRow,
  contentHash: string,
): Promise<ReleaseId | undefined> => {
  const known = draftReleaseId === null ? undefined : await findContentHash(tx, draftReleaseId);
  return draftReleaseId !== null && known === contentHash ? draftReleaseId : undefined;
};
