import type { ImportResult } from "@breezeway/importer";
import type { ImportEvent, SourceInput } from "../../api/imports.ts";
import type { WorkspaceContext } from "../../context.ts";
import type { ImportCall } from "../../import/document-importer.ts";
import { createEventQueue } from "../../import/event-queue.ts";
import { previewView } from "./preview-view.ts";

/** Inspects a document and tells how far it is. Writes nothing. */
export const previewImport = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly source: SourceInput; readonly signal: AbortSignal };
}): AsyncIterable<ImportEvent> =>
  importWithProgress(ctx, { ...input, scope: ctx.workspace.id, fresh: true }, (result) =>
    previewView(result, input.source, ctx.deps.presets),
  );

type Progress = Extract<ImportEvent, { type: "progress" }>;

/** Progress events, then one result. */
export const importWithProgress = <Preview>(
  ctx: WorkspaceContext,
  call: ImportCall,
  describe: (result: ImportResult) => Preview | Promise<Preview>,
): AsyncIterable<Progress | { type: "result"; preview: Preview }> => {
  const queue = createEventQueue<Progress | { type: "result"; preview: Preview }>();
  const run = async () => {
    const result = await ctx.deps.importer.import({
      ...call,
      onStage: (phase) => queue.push({ type: "progress", phase }),
    });
    queue.push({ type: "result", preview: await describe(result) });
  };
  run().then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  return queue;
};
