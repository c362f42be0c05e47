import { requestId, ServiceError } from "@breezeway/core";
import { findLiveServer, getWorkspace, listDraftSources } from "@breezeway/db";
import type { ReimportPreview, SourceInput } from "../../api/imports.ts";
import type { ServerView } from "../../api/servers.ts";
import type { Deps, WorkspaceContext } from "../../context.ts";
import { readServer } from "../server/read-server.ts";
import { applyReimport } from "./apply-reimport.ts";
import { previewReimport } from "./preview-reimport.ts";

export interface PlannedReimport {
  readonly source: { readonly id: string; readonly title: string };
  readonly preview: ReimportPreview;
  /** Does what the preview says, as the system: edits are kept, conflicting ones too, and new tools are off. */
  apply(): Promise<ServerView>;
}

/** The dashboard's re-import, for the command line: workspace and server are named by their slugs. */
export const planReimport = async ({
  deps,
  input,
}: {
  readonly deps: Deps;
  readonly input: {
    readonly workspace: string;
    readonly server: string;
    /** Title or id; may be left out where the server has one document. */
    readonly source?: string;
    readonly document: SourceInput;
    readonly signal: AbortSignal;
  };
}): Promise<PlannedReimport> => {
  const ctx = await systemContext(deps, input);
  const source = await chooseSource(ctx, input);
  const place = { server: input.server, sourceId: source.id };
  const events = await previewReimport({
    ctx,
    input: { ...place, source: input.document, signal: input.signal },
  });
  let preview: ReimportPreview | undefined;
  for await (const event of events) if (event.type === "result") preview = event.preview;
  if (!preview) throw new ServiceError("unavailable", { message: "The document's import ended without a result." });
  const { documentHash } = preview;
  const conflicts = preview.conflicts
    .filter(({ isOpen }) => isOpen)
    .map(({ key, field }) => ({ key, field, decision: "keep" as const }));
  const choice = { documentHash, source: input.document, conflicts, enableAdded: false };
  return { source, preview, apply: () => applyReimport({ ctx, input: { ...place, choice } }) };
};

const systemContext = async (
  deps: Deps,
  place: { readonly workspace: string; readonly server: string },
): Promise<WorkspaceContext> => {
  const slugs = { workspaceSlug: place.workspace, serverSlug: place.server };
  const found = await deps.database.unscoped((tx) => findLiveServer(tx, slugs));
  const workspace = found && (await deps.database.inWorkspace({ workspaceId: found.workspaceId }, getWorkspace));
  if (!workspace)
    throw new ServiceError("not_found", { message: `There is no server ${place.workspace}/${place.server}.` });
  return {
    deps,
    requestId: requestId.create(),
    log: deps.log,
    actor: { kind: "system", userId: null, name: "Breezeway" },
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name, role: "owner" },
  };
};

const chooseSource = async (
  ctx: WorkspaceContext,
  input: { readonly server: string; readonly source?: string },
): Promise<PlannedReimport["source"]> => {
  const sources = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) =>
    listDraftSources(tx, (await readServer(tx, input.server)).id),
  );
  const named = sources.filter(
    ({ id, title }) => input.source === undefined || id === input.source || title === input.source,
  );
  const [only] = named;
  if (only && named.length === 1) return { id: only.id, title: only.title };
  const titles = sources.map(({ title }) => title).join(", ");
  throw new ServiceError("invalid_input", { message: `Say which document is meant. This server has: ${titles}.` });
};
