import type { ImportStage } from "@breezeway/importer";
import type { ImportEvent, SourceInput } from "../../api/imports.ts";
import type { WorkspaceContext } from "../../context.ts";
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
  withProgress(async (onStage) => {
    const result = await ctx.deps.importer.import({ ...input, scope: ctx.workspace.id, fresh: true, onStage });
    return previewView(result, input.source, ctx.deps.presets);
  });

type Progress = Extract<ImportEvent, { type: "progress" }>;

/** Progress events, then one result. */
export const withProgress = <Preview>(
  work: (onStage: (stage: ImportStage) => void) => Promise<Preview>,
): AsyncIterable<Progress | { type: "result"; preview: Preview }> => {
  const queue = createEventQueue<Progress | { type: "result"; preview: Preview }>();
  const run = async (): Promise<void> => {
    queue.push({ type: "result", preview: await work((phase) => queue.push({ type: "progress", phase })) });
  };
  run().then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  return queue;
};
