import type { ToolList } from "../../api/tools.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readDraft } from "../release/ask-draft.ts";

export const listServerTools = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<ToolList> => readDraft<"tools">(ctx, input.server, () => ({ kind: "tools" }));
