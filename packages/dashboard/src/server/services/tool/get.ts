import type { ToolDetail, ToolRef } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";
import { readDraft } from "../release/ask-draft.ts";

export const getTool = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly ref: ToolRef };
}): Promise<ToolDetail> => {
  const { sourceId, key } = input.ref;
  const view = await readDraft<"tool">(ctx, input.server, () => ({ kind: "tool", ref: { sourceId, key } }));
  if (!view) throw notFound();
  return view;
};
