import type { Diff, ImportResult, OverrideConflict } from "@breezeway/importer";
import type { ReimportEvent, ReimportPreview, SourceInput } from "../../api/imports.ts";
import type { WorkspaceContext } from "../../context.ts";
import { issueView } from "../import/lint-view.ts";
import { documentView } from "../import/preview-view.ts";
import { importWithProgress } from "../import/preview.ts";
import { readServer } from "../server/read-server.ts";
import { readSource } from "./read-source.ts";
import { diffImport, namesOf, readStoredTools } from "./reimport-diff.ts";
import type { StoredTools } from "./reimport-diff.ts";
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
  const { source, stored } = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    const found = await readSource(tx, { serverId: server.id, sourceId: input.sourceId });
    return { source: found, stored: await readStoredTools(tx, found) };
  });
  const call = {
    source: sourceToReimport(source, input.source),
    scope: ctx.workspace.id,
    fresh: true,
    keepNames: namesOf(stored),
    signal: input.signal,
  };
  return importWithProgress(ctx, call, (result) =>
    reimportView({ result, stored, diff: diffImport(stored, result), storedHash: source.documentHash }),
  );
};

const reimportView = (input: {
  readonly result: ImportResult;
  readonly stored: StoredTools;
  readonly diff: Diff;
  readonly storedHash: string;
}): ReimportPreview => {
  const { result, stored, diff, storedHash } = input;
  const isOn = (key: string) => stored.overrides[key]?.enabled !== false;
  const scopesBefore = new Set(stored.tools.filter(({ operation }) => isOn(operation.key)).flatMap((t) => t.scopes));
  const scopesAfter = new Set(
    result.tools
      .filter(({ operation }) => diff.overrides.carried[operation.key]?.enabled !== false)
      .flatMap((t) => t.scopes),
  );
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
    addedScopes: [...scopesAfter].filter((scope) => !scopesBefore.has(scope)).toSorted(),
    conflicts: diff.overrides.conflicts.map((conflict) => ({
      key: conflict.key,
      name: conflict.tool,
      field: conflictField(conflict),
      message: conflict.message,
    })),
    keptEdits: Object.keys(diff.overrides.carried).length,
    refused: result.refused.map(({ operation, pointer, reason }) => ({ operation, at: pointer, reason })),
    issues: result.issues.map(issueView),
  };
};

/** `name`, `description`, `arguments.limit`; `tool` where the whole edit has lost its tool. */
export const conflictField = ({ field, argument }: OverrideConflict): string =>
  field === "argument" ? `arguments.${argument ?? ""}` : field;
