import type { ToolOverride } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import {
  deleteOverrides,
  deleteToolUndos,
  deleteUnusedDocuments,
  keepImport,
  replaceImport,
  replaceTools,
  saveOverrides,
  touchServer,
} from "@breezeway/db";
import { withoutEdit } from "@breezeway/importer";
import type { Diff, OverrideConflict } from "@breezeway/importer";
import type { RouteBody } from "../../api/routes.ts";
import type { ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { readServer } from "../server/read-server.ts";
import { readServerView } from "../server/server-view.ts";
import { conflictField } from "./preview-reimport.ts";
import { readSource } from "./read-source.ts";
import { checkSameImport, readStoredImport } from "./read-stored-import.ts";
import { prepareDocument, storeDocument } from "./store-import.ts";
import { sourceToReimport } from "./stored-source.ts";

/** Puts the new import in the place of the old one; what is live stays until the next publish. */
export const applyReimport = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly sourceId: string; readonly choice: RouteBody<"applyReimport"> };
}): Promise<ServerView> => {
  const { choice } = input;
  const known = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    const source = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
    return { source, before: await readStoredImport(tx, source) };
  });
  const source = sourceToReimport(known.source, choice.source);
  const { result, diff } = await ctx.deps.importer.reimport({ source, scope: ctx.workspace.id, before: known.before });
  const settled = settleOverrides(diff, choice);
  const document = await prepareDocument(result, { source, documentHash: choice.documentHash });
  return changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      const before = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
      await checkSameImport(tx, before, known.before);
      await storeDocument(tx, document, now);
      await keepImport(tx, before.id);
      await replaceImport(tx, {
        id: before.id,
        kind: choice.source === undefined ? before.kind : document.kind,
        imported: { ...document.row, importedAt: now },
      });
      await replaceTools(tx, { sourceId: before.id, tools: document.result.tools });
      await deleteOverrides(tx, before.id);
      await deleteToolUndos(tx, { serverId: server.id });
      const overrides = Object.entries(settled).map(([key, override]) => ({
        sourceId: before.id,
        key,
        override,
      }));
      await saveOverrides(tx, { overrides, by: ctx.actor.userId, now });
      await deleteUnusedDocuments(tx);
      await touchServer(tx, { id: server.id, now });
      return {
        result: await readServerView(tx, ctx, await readServer(tx, server.id)),
        changes: [
          {
            kind: "source.reimported",
            subject: before.title,
            serverId: server.id,
            before: { hash: before.documentHash, version: before.documentVersion, tools: before.tools },
            after: {
              hash: document.result.document.hash,
              version: document.result.document.version,
              tools: document.result.tools.length,
              added: diff.added.length,
              removed: diff.removed.length,
              changed: diff.changed.length,
              breaking: diff.breaking.length,
            },
          },
        ],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );
};

/** The carried edits, without those that the owner drops, and with new tools off unless told. */
const settleOverrides = (
  diff: Diff,
  choice: Pick<RouteBody<"applyReimport">, "conflicts" | "enableAdded">,
): Record<string, ToolOverride> => {
  const settled: Record<string, ToolOverride> = Object.assign(Object.create(null), diff.overrides.carried);
  const decisions = new Map(choice.conflicts.map(({ key, field, decision }) => [`${key} ${field}`, decision]));
  const open = diff.overrides.conflicts.filter(({ resolution }) => resolution === "undecided");
  const decisionOn = (conflict: OverrideConflict) => decisions.get(`${conflict.key} ${conflictField(conflict)}`);
  const [undecided] = open.filter((conflict) => decisionOn(conflict) === undefined);
  if (undecided)
    throw new ServiceError("conflict", {
      message: `Decide first what becomes of your edit of ${undecided.tool}: ${undecided.message}`,
      at: "conflicts",
    });
  for (const conflict of open) {
    const override = settled[conflict.key];
    if (decisionOn(conflict) === "drop" && override) settled[conflict.key] = withoutEdit(override, conflict);
  }
  if (!choice.enableAdded) for (const { key } of diff.added) settled[key] = { ...settled[key], enabled: false };
  return settled;
};
