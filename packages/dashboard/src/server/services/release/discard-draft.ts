import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "@breezeway/core";
import type { JsonObject } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import {
  deleteOverrides,
  deleteSource,
  deleteToolUndos,
  deleteUnusedDocuments,
  keepImport,
  loadReleaseSketch,
  markPublished,
  restoreImport,
  saveOverrides,
  updateServer,
  updateSource,
} from "@breezeway/db";
import { isAllowed } from "../../api/permissions.ts";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import type { DraftSketch } from "../../drafts/draft-sketch.ts";
import { changeWorkspace } from "../change.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { checkMayAimSecret, checkReferences } from "../server/credential-settings.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { askDraft, readDraftSketch } from "./ask-draft.ts";
import { readLiveRelease } from "./read-release.ts";
import { releaseSketch } from "./release-sketch.ts";
import type { ReleaseSketch } from "./release-sketch.ts";

/** Makes the draft what is live again: its settings, documents, and the edits of its tools. */
export const discardDraft = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly releaseId: string };
}): Promise<ServerView> =>
  changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      const live = await readLiveRelease(tx, server);
      if (live?.id !== input.releaseId)
        throw new ServiceError("conflict", { message: "Another release is live now. Look again." });
      const parsed = releaseSketch.safeParse(await loadReleaseSketch(tx, live.id));
      if (!parsed.success)
        throw new ServiceError("conflict", {
          message: `What release ${live.number} was made from is not kept any more. Take the changes back one by one.`,
        });
      const target = parsed.data;
      const draft = await readDraftSketch(tx, ctx, server);
      await checkMayDiscard(tx, ctx, server, { draft, target });
      await restoreImports(tx, draft, { target, release: live.number });
      await restore(tx, ctx, { server, target, now });
      const after = await readDraftSketch(tx, ctx, await readServer(tx, server.id));
      const { state } = await askDraft<"view">(tx, ctx, after, { kind: "view", liveReleaseId: live.id });
      if (state === "same_as_live") await markPublished(tx, { id: server.id, sameAsDraft: true, now });
      return {
        result: await readServerView(tx, ctx, await readServer(tx, server.id)),
        changes: [
          {
            kind: "draft.discarded",
            subject: `${server.name}: release ${live.number}`,
            serverId: server.id,
            before: settingsOf(draft),
            after: settingsOf(after),
          },
        ],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );

/** Puts the documents in place that the live release was made from, as they were imported then. */
const restoreImports = async (
  tx: WorkspaceTx,
  { sources }: DraftSketch,
  { target, release }: { readonly target: ReleaseSketch; readonly release: number },
): Promise<void> => {
  for (const { id } of sources) {
    await keepImport(tx, id);
    if (!target.sources.some((source) => source.id === id)) await deleteSource(tx, id);
  }
  for (const { id, title, importVersion } of target.sources) {
    if (sources.some((source) => source.id === id && source.importVersion === importVersion)) continue;
    if (!(await restoreImport(tx, { sourceId: id, importVersion })))
      throw new ServiceError("conflict", {
        message: `What the document ${title} was when release ${release} was published is not kept any more.`,
        at: "sources",
      });
  }
  await deleteUnusedDocuments(tx);
};

const checkMayDiscard = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  server: ServerRow,
  { draft, target }: { readonly draft: DraftSketch; readonly target: ReleaseSketch },
): Promise<void> => {
  const { credential, access } = target.server;
  if (!isDeepStrictEqual(server.credential, credential) || server.access !== access) {
    if (!isAllowed(ctx.workspace.role, "credentials.manage"))
      throw new ServiceError("forbidden", {
        message: "How users sign in was changed too: only an admin or owner can take that back.",
      });
    await checkReferences(tx, ctx.deps, credential);
  }
  if (!isDeepStrictEqual(places(draft.sources), places(target.sources))) checkMayAimSecret(ctx, credential.mode);
};

/** Where requests of each document go. */
const places = (sources: readonly { readonly id: string; readonly baseUrl: string; readonly variables: object }[]) =>
  sources.map(({ id, baseUrl, variables }) => [id, baseUrl, variables]);

const restore = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  { server, target, now }: { readonly server: ServerRow; readonly target: ReleaseSketch; readonly now: Date },
): Promise<void> => {
  await updateServer(tx, { id: server.id, changes: target.server, now });
  for (const { id, title, baseUrl, variables } of target.sources) {
    await updateSource(tx, { id, changes: { title, baseUrl, variables } });
    await deleteOverrides(tx, id);
  }
  await saveOverrides(tx, { overrides: target.edits, by: ctx.actor.userId, now });
  await deleteToolUndos(tx, { serverId: server.id });
};

const settingsOf = ({ server, edits }: DraftSketch): JsonObject => {
  const { id: _id, slug: _slug, ...settings } = server;
  return { ...(JSON.parse(JSON.stringify(settings)) as JsonObject), editedTools: edits.length };
};
