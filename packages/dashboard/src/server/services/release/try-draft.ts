import { hashManifest, ServiceError } from "@breezeway/core";
import { replaceDraftRelease } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readServer } from "../server/read-server.ts";
import { mcpUrl } from "../server/server-view.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { compileDraft } from "./compile-draft.ts";
import { readDraftParts } from "./draft-parts.ts";
import { lintGate } from "./lint-gate.ts";

/** Serves the draft at an address of its own, so that what is tried is what will be served. */
export const tryDraft = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<RouteOutput<"tryDraft">> =>
  changeWorkspace(
    ctx,
    async (tx) => {
      const server = await readServer(tx, input.server, { lock: true });
      const draft = compileDraft(ctx, await readDraftParts(tx, server), `${server.releaseCount + 1}-draft`);
      if (!draft.ok)
        throw new ServiceError("conflict", {
          message: lintGate(draft).errors[0]?.message ?? "The draft is not complete.",
        });
      const { text, contentHash } = hashManifest(draft.compiled.manifest);
      const releaseId = await replaceDraftRelease(tx, {
        serverId: server.id,
        number: server.releaseCount + 1,
        manifest: text,
        contentHash,
        ...(ctx.actor.userId !== null && { createdBy: ctx.actor.userId }),
      });
      return {
        result: { releaseId, mcpUrl: `${mcpUrl(ctx, server.slug)}/draft` },
        changes: [{ kind: "release.tried", subject: server.name, serverId: server.id, after: { contentHash } }],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );
