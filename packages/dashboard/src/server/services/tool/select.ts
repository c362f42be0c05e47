import { listToolKeys } from "@breezeway/db";
import type { RouteBody, RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { askDraft } from "../release/ask-draft.ts";
import { refKey } from "../release/draft-parts.ts";
import { editTools } from "./edit.ts";

/** Turns on what a rule names and everything else off. */
export const selectServerTools = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly rule: RouteBody<"selectTools">["rule"] };
}): Promise<RouteOutput<"selectTools">> =>
  editTools({
    ctx,
    input: {
      server: input.server,
      chooseEdits: async (tx, sketch) => {
        const chosen = new Set(await askDraft<"chosen">(tx, ctx, sketch, { kind: "chosen", rule: input.rule }));
        const keys = await listToolKeys(tx, sketch.server.id);
        return keys.map((ref) => ({ ...ref, enabled: chosen.has(refKey(ref)) }));
      },
    },
  });
