import { hashManifest } from "@breezeway/core";
import type { DraftView } from "../../api/releases.ts";
import type { WorkspaceContext } from "../../context.ts";
import { budgetView } from "../import/lint-view.ts";
import { readServer } from "../server/read-server.ts";
import { addedScopes, compareManifests } from "./compare-manifests.ts";
import { compileAllTools } from "./compile-all-tools.ts";
import { compileDraft } from "./compile-draft.ts";
import type { CompiledDraft } from "./compile-draft.ts";
import { readDraftParts } from "./draft-parts.ts";
import type { DraftParts } from "./draft-parts.ts";
import { lintGate } from "./lint-gate.ts";
import { readLiveRelease } from "./read-manifest.ts";
import type { ReadRelease } from "./read-manifest.ts";

export const getDraft = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<DraftView> => {
  const { parts, live } = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    return { parts: await readDraftParts(tx, server), live: await readLiveRelease(tx, server) };
  });
  return draftView(ctx, parts, live);
};

/** Compiled under the live release's own version, so that a draft without changes has its very hash. */
export const compareDraft = (
  ctx: WorkspaceContext,
  parts: DraftParts,
  live: ReadRelease | undefined,
): { readonly draft: CompiledDraft; readonly contentHash: string | null } => {
  const draft = compileDraft(ctx, parts, live?.manifest.server.version ?? "0");
  return { draft, contentHash: draft.ok ? hashManifest(draft.compiled.manifest).contentHash : null };
};

const draftView = (ctx: WorkspaceContext, parts: DraftParts, live: ReadRelease | undefined): DraftView => {
  const { draft, contentHash } = compareDraft(ctx, parts, live);
  const { errors, warnings } = lintGate(draft);
  const isSame = live !== undefined && contentHash === live.contentHash;
  return {
    state: live === undefined ? "never_published" : isSame ? "same_as_live" : "unpublished_changes",
    contentHash,
    liveReleaseNumber: live?.number ?? null,
    changes: live && draft.ok && !isSame ? compareManifests(live.manifest, draft.compiled.manifest) : [],
    errors: [...errors],
    warnings: [...warnings],
    budget: budgetView(draft.ok ? draft.compiled.report : compileAllTools(ctx, parts).enabledReport),
    addedScopes: draft.ok ? addedScopes(live?.manifest, draft.compiled.manifest) : [],
    canPublish: draft.ok && errors.length === 0 && !isSame,
  };
};
