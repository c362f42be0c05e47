import type { JsonObject, ToolOverride } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { WorkspaceTx } from "@breezeway/db";
import { saveOverrides, touchServer } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { ToolEdit } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { budgetView } from "../import/lint-view.ts";
import { notFound } from "../refusals.ts";
import { compileAllTools } from "../release/compile-all-tools.ts";
import { readDraftParts, refKey } from "../release/draft-parts.ts";
import type { DraftParts } from "../release/draft-parts.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { readServer } from "../server/read-server.ts";
import { mergeEdit, undoOf } from "./merge-edit.ts";
import { toolRows } from "./tool-view.ts";

/** One transaction for any number of edits; the answer holds what takes them back. */
export const editTools = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly chooseEdits: (parts: DraftParts) => readonly ToolEdit[] };
}): Promise<RouteOutput<"editTools">> =>
  changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      const parts = await readDraftParts(tx, server);
      const edits = input.chooseEdits(parts);
      const planned = edits.map((edit) => planEdit(parts, edit));
      const after = applyTo(parts, planned);
      refuseDoubleNames(after);
      const changed = planned.filter(({ before, merged }) => JSON.stringify(before) !== JSON.stringify(merged));
      await save(tx, ctx, changed, now);
      if (changed.length > 0) await touchServer(tx, { id: server.id, now });
      const edited = new Set(changed.map(({ ref }) => refKey(ref)));
      return {
        result: {
          tools: toolRows(ctx, after).filter((row) => edited.has(refKey(row))),
          undo: changed.map(({ ref, before, edit }) => undoOf(ref, before, edit)),
          budget: budgetView(compileAllTools(ctx, after).enabledReport),
        },
        changes:
          changed.length === 0
            ? []
            : [
                {
                  kind: "tools.edited",
                  subject: server.name,
                  serverId: server.id,
                  before: recordOf(changed, ({ before }) => before),
                  after: recordOf(changed, ({ merged }) => merged),
                },
              ],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );

interface PlannedEdit {
  readonly ref: Pick<DraftParts["tools"][number], "sourceId"> & { readonly key: string };
  readonly edit: ToolEdit;
  readonly before: ToolOverride;
  readonly merged: ToolOverride;
}

const planEdit = (parts: DraftParts, edit: ToolEdit): PlannedEdit => {
  const stored = parts.tools.find(
    ({ sourceId, tool }) => sourceId === edit.sourceId && tool.operation.key === edit.key,
  );
  if (!stored) throw notFound();
  const before = parts.overrides.get(refKey(edit)) ?? {};
  return { ref: { sourceId: stored.sourceId, key: edit.key }, edit, before, merged: mergeEdit(before, edit) };
};

const applyTo = (parts: DraftParts, planned: readonly PlannedEdit[]): DraftParts => {
  const overrides = new Map(parts.overrides);
  for (const { ref, merged } of planned) overrides.set(refKey(ref), merged);
  return { ...parts, overrides };
};

/** Names that owners give must differ; generated ones give way by themselves. */
const refuseDoubleNames = (parts: DraftParts): void => {
  const names = [...parts.overrides.values()].flatMap(({ name }) => (name === undefined ? [] : [name]));
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined)
    throw new ServiceError("conflict", { message: `Another tool is named ${double} already.`, at: "name" });
};

const save = (tx: WorkspaceTx, ctx: WorkspaceContext, changed: readonly PlannedEdit[], now: Date): Promise<void> =>
  saveOverrides(tx, {
    overrides: changed.map(({ ref, merged }) => ({ ...ref, override: merged })),
    by: ctx.actor.userId,
    now,
  });

/** A bulk change is recorded as its size and its first tools, not as hundreds of them. */
const mostRecorded = 50;

const recordOf = (changed: readonly PlannedEdit[], read: (edit: PlannedEdit) => ToolOverride): JsonObject => ({
  tools: changed.length,
  edits: Object.fromEntries(
    changed.slice(0, mostRecorded).map((edit) => [edit.ref.key, JSON.parse(JSON.stringify(read(edit))) as JsonObject]),
  ),
});
