import type { JsonObject, JsonValue, ToolOverride } from "@breezeway/core";
import { configChangeId, ServiceError } from "@breezeway/core";
import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { insertToolUndo, listToolKeys, saveOverrides, touchServer } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { ToolEdit } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import type { DraftEdit, DraftSketch } from "../../drafts/draft-sketch.ts";
import { askDraft, readDraftSketch, withEdits } from "../release/ask-draft.ts";
import { refKey } from "../release/draft-parts.ts";
import { storeDeadlineMs } from "../server/create.ts";
import { readServer } from "../server/read-server.ts";
import { mergeEdit, undoOf } from "./merge-edit.ts";

/** One transaction for any number of edits; the answer holds what takes them back. */
export const editTools = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly server: string;
    readonly chooseEdits: (tx: WorkspaceTx, sketch: DraftSketch) => Promise<readonly ToolEdit[]>;
  };
}): Promise<RouteOutput<"editTools">> =>
  changeWorkspace(
    ctx,
    async (tx, now) => {
      const server = await readServer(tx, input.server, { lock: true });
      const { changed, ...answer } = await applyEdits(tx, ctx, { server, chooseEdits: input.chooseEdits, now });
      if (changed.length === 0) return { result: { ...answer, changeId: null }, changes: [] };
      const id = configChangeId.create();
      const isKept = await keepUndo(tx, { changeId: id, serverId: server.id, undo: answer.undo });
      return {
        result: { ...answer, changeId: isKept ? id : null },
        changes: [{ id, kind: "tools.edited", subject: server.name, serverId: server.id, ...recordOf(changed) }],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );

/** Plans, checks and stores edits of a server that is locked. */
export const applyEdits = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  input: {
    readonly server: ServerRow;
    readonly chooseEdits: (tx: WorkspaceTx, sketch: DraftSketch) => Promise<readonly ToolEdit[]>;
    readonly now: Date;
  },
): Promise<Pick<RouteOutput<"editTools">, "tools" | "budget" | "undo"> & { changed: readonly PlannedEdit[] }> => {
  const { server, now } = input;
  const sketch = await readDraftSketch(tx, ctx, server);
  const plan = planner(sketch, await listToolKeys(tx, server.id));
  const planned = (await input.chooseEdits(tx, sketch)).map(plan);
  const after = withEdits(
    sketch,
    planned.map(({ ref, merged }) => ({ ...ref, override: merged })),
  );
  refuseDoubleNames(after);
  const changed = planned.filter(({ before, merged }) => JSON.stringify(before) !== JSON.stringify(merged));
  await save(tx, ctx, changed, now);
  if (changed.length > 0) await touchServer(tx, { id: server.id, now });
  const refs = changed.map(({ ref }) => ref);
  return {
    ...(await askDraft<"edited">(tx, ctx, after, { kind: "edited", refs })),
    undo: changed.map(({ ref, before, edit }) => undoOf(ref, before, edit)),
    changed,
  };
};

/** A way back larger than this is not kept over the answer; only the whole texts of hundreds of tools are. */
const mostUndoCharacters = 1_000_000;

const keepUndo = async (
  tx: WorkspaceTx,
  input: { readonly changeId: string; readonly serverId: ServerRow["id"]; readonly undo: readonly ToolEdit[] },
): Promise<boolean> => {
  const text = JSON.stringify(input.undo);
  const isKept = text.length <= mostUndoCharacters;
  await insertToolUndo(tx, {
    changeId: input.changeId,
    serverId: input.serverId,
    tools: [...new Set(input.undo.map(refKey))],
    edits: isKept ? (JSON.parse(text) as JsonValue) : null,
  });
  return isKept;
};

export interface PlannedEdit {
  readonly ref: Omit<DraftEdit, "override">;
  readonly edit: ToolEdit;
  readonly before: ToolOverride;
  readonly merged: ToolOverride;
}

const planner = (
  sketch: DraftSketch,
  keys: readonly Omit<DraftEdit, "override">[],
): ((edit: ToolEdit) => PlannedEdit) => {
  const refs = new Map(keys.map((ref) => [refKey(ref), ref]));
  const overrides = new Map(sketch.edits.map((stored) => [refKey(stored), stored.override]));
  return (edit) => {
    const ref = refs.get(refKey(edit));
    if (!ref) throw notFound();
    const before = overrides.get(refKey(edit)) ?? {};
    return { ref, edit, before, merged: mergeEdit(before, edit) };
  };
};

/** Names that owners give must differ; generated ones give way by themselves. */
const refuseDoubleNames = ({ edits }: DraftSketch): void => {
  const names = edits.flatMap(({ override: { name } }) => (name === undefined ? [] : [name]));
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

/** Before and after of a change, for the log. */
export const recordOf = (changed: readonly PlannedEdit[]): { before: JsonObject; after: JsonObject } => ({
  before: stateOf(changed, ({ before }) => before),
  after: stateOf(changed, ({ merged }) => merged),
});

const stateOf = (changed: readonly PlannedEdit[], read: (edit: PlannedEdit) => ToolOverride): JsonObject => ({
  tools: changed.length,
  edits: Object.fromEntries(
    changed.slice(0, mostRecorded).map((edit) => [edit.ref.key, JSON.parse(JSON.stringify(read(edit))) as JsonObject]),
  ),
});
