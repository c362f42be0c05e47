import { isEdited } from "@breezeway/importer";
import type { OverrideConflict, Reimport, StoredImport } from "@breezeway/importer";
import type { ReimportEvent, ReimportPreview, SourceInput } from "../../api/imports.ts";
import type { WorkspaceContext } from "../../context.ts";
import { issueView } from "../import/lint-view.ts";
import { documentView } from "../import/preview-view.ts";
import { withProgress } from "../import/preview.ts";
import { readServer } from "../server/read-server.ts";
import { readSource } from "./read-source.ts";
import { readStoredImport } from "./read-stored-import.ts";
import { sourceToReimport } from "./stored-source.ts";

/** What importing again would change. Writes nothing. */
export const previewReimport = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly server: string;
    readonly sourceId: string;
    readonly source?: SourceInput | undefined;
    readonly signal: AbortSignal;
  };
}): Promise<AsyncIterable<ReimportEvent>> => {
  const { source, before } = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    const found = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
    return { source: found, before: await readStoredImport(tx, found) };
  });
  const call = {
    source: sourceToReimport(source, input.source),
    scope: ctx.workspace.id,
    fresh: true,
    before,
    signal: input.signal,
  };
  return withProgress(async (onStage) =>
    reimportView(await ctx.deps.importer.reimport({ ...call, onStage }), before.overrides, source.documentHash),
  );
};

const reimportView = (
  { result, diff }: Reimport,
  edits: StoredImport["overrides"],
  storedHash: string,
): ReimportPreview => {
  const isOn = (key: string) => edits[key]?.enabled !== false;
  return {
    documentHash: result.document.hash,
    unchanged: result.document.hash === storedHash,
    document: documentView(result),
    added: diff.added.map(({ key, name }) => ({ key, name })),
    removed: diff.removed.map(({ key, name }) => ({ key, name, enabled: isOn(key) })),
    renamed: diff.renamed.map(({ before, after }) => ({
      from: before.key,
      to: after.key,
      fromName: before.name,
      toName: after.name,
    })),
    changed: diff.changed.map(({ after, changes }) => ({
      key: after.key,
      name: after.name,
      changes: changes.map(({ message, breaking }) => ({ text: message, breaking })),
    })),
    breaking: diff.breaking.length,
    addedScopes: [...diff.addedScopes],
    conflicts: diff.overrides.conflicts.map((conflict) => ({
      key: conflict.key,
      name: conflict.tool,
      field: conflictField(conflict),
      message: conflict.message,
      isOpen: conflict.resolution === "undecided",
      mine: conflict.mine ?? null,
      before: conflict.before ?? null,
      theirs: conflict.theirs ?? null,
    })),
    keptEdits: Object.values(diff.overrides.carried).filter(isEdited).length,
    refused: result.refused.map(({ operation, pointer, reason }) => ({ operation, at: pointer, reason })),
    issues: result.issues.map(issueView),
  };
};

/** `name`, `description`, `arguments.limit.value`; `tool` where the whole edit has lost its tool. */
export const conflictField = ({ field, argument, part }: OverrideConflict): string =>
  field === "argument" ? ["arguments", argument ?? "", ...(part ? [part] : [])].join(".") : field;
