import type { ReleaseId, ToolOverride } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { listDraftSources, listOverrides, loadImportedText, loadRelease } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import type { AnswerOf, Needs, QuestionKind, QuestionOf, Supplies } from "../../drafts/draft-questions.ts";
import type { DraftEdit, DraftSketch } from "../../drafts/draft-sketch.ts";
import { importKey } from "../../drafts/needs.ts";
import { readServer } from "../server/read-server.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { refKey } from "./draft-parts.ts";

export const readDraftSketch = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  server: ServerRow,
): Promise<DraftSketch> => ({
  workspace: { id: ctx.workspace.id, slug: ctx.workspace.slug },
  server: draftServer(server),
  sources: await listDraftSources(tx, server.id),
  edits: inOrder(await listOverrides(tx, server.id)),
});

/** The same draft with other edits. */
export const withEdits = (sketch: DraftSketch, edits: readonly DraftEdit[]): DraftSketch => {
  const merged = new Map(sketch.edits.map((edit) => [refKey(edit), edit]));
  for (const edit of edits) merged.set(refKey(edit), edit);
  return { ...sketch, edits: inOrder([...merged.values()]) };
};

/** Asks about a draft within a transaction that holds its server still. */
export const askDraft = <Kind extends QuestionKind>(
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  sketch: DraftSketch,
  question: QuestionOf<Kind>,
): Promise<AnswerOf<Kind>> =>
  ctx.deps.drafts.ask<Kind>({ sketch, question, load: (needs) => loadSupplies(tx, sketch, needs) });

/** Asks about a draft as it stands. No connection is held while the answer is made. */
export const readDraft = async <Kind extends QuestionKind>(
  ctx: WorkspaceContext,
  server: string,
  choose: (server: ServerRow) => QuestionOf<Kind>,
): Promise<AnswerOf<Kind>> => {
  const scope = { workspaceId: ctx.workspace.id };
  const { sketch, question } = await ctx.deps.database.inWorkspace(scope, async (tx) => {
    const row = await readServer(tx, server);
    return { sketch: await readDraftSketch(tx, ctx, row), question: choose(row) };
  });
  const load = (needs: Needs) =>
    ctx.deps.database.inWorkspace(scope, (tx) => loadSupplies(tx, sketch, needs), { deadlineMs: storeDeadlineMs });
  return ctx.deps.drafts.ask<Kind>({ sketch, question, load });
};

const loadSupplies = async (tx: WorkspaceTx, sketch: DraftSketch, needs: Needs): Promise<Supplies> => {
  const imports: Supplies["imports"][number][] = [];
  for (const source of sketch.sources) {
    const key = importKey(sketch, source);
    if (!needs.imports.includes(key)) continue;
    const text = await loadImportedText(tx, source.id);
    if (text?.importVersion !== source.importVersion) throw changedMeanwhile();
    imports.push({ key, tools: text.tools, definitions: text.definitions });
  }
  const releases: Supplies["releases"][number][] = [];
  for (const id of needs.releases) releases.push(await loadLive(tx, sketch, id));
  return { imports, releases };
};

const loadLive = async (
  tx: WorkspaceTx,
  { server }: DraftSketch,
  releaseId: ReleaseId,
): Promise<Supplies["releases"][number]> => {
  const stored = await loadRelease(tx, { releaseId });
  if (stored?.serverId !== server.id) throw changedMeanwhile();
  return { id: releaseId, number: stored.number, contentHash: stored.contentHash, manifest: stored.manifest };
};

const changedMeanwhile = (): ServiceError =>
  new ServiceError("conflict", { message: "The draft changed while it was being read. Load it again." });

const draftServer = (server: ServerRow): DraftSketch["server"] => ({
  id: server.id,
  slug: server.slug,
  name: server.name,
  description: server.description,
  instructions: server.instructions,
  iconUrl: server.iconUrl,
  websiteUrl: server.websiteUrl,
  credential: server.credential,
  access: server.access,
  presentation: server.presentation,
  policy: server.policy,
});

const inOrder = (edits: readonly DraftEdit[]): DraftEdit[] =>
  edits
    .filter(({ override }) => Object.keys(override satisfies ToolOverride).length > 0)
    .toSorted((a, b) => (refKey(a) < refKey(b) ? -1 : 1));
