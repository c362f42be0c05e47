import type { DraftView } from "../../api/releases.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readDraft } from "./ask-draft.ts";

export const getDraft = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<DraftView> =>
  readDraft<"view">(ctx, input.server, ({ liveReleaseId }) => ({ kind: "view", liveReleaseId }));
