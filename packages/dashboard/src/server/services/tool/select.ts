import type { RouteBody, RouteOutput } from "../../api/routes.ts";
import { suggestSelection } from "@breezeway/importer";
import type { WorkspaceContext } from "../../context.ts";
import type { DraftParts } from "../release/draft-parts.ts";
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
      chooseEdits: (parts) => {
        const isChosen = chooser(parts, input.rule);
        return parts.tools.map(({ sourceId, tool }) => ({
          sourceId,
          key: tool.operation.key,
          enabled: isChosen(sourceId, tool.operation.key),
        }));
      },
    },
  });

const chooser = (
  parts: DraftParts,
  rule: RouteBody<"selectTools">["rule"],
): ((sourceId: string, key: string) => boolean) => {
  if (rule === "all" || rule === "none") return () => rule === "all";
  const chosen = new Set(
    rule === "read_only"
      ? parts.tools.filter(isReadOnly(parts)).map(({ sourceId, tool }) => refKey({ sourceId, key: tool.operation.key }))
      : suggestedKeys(parts),
  );
  return (sourceId, key) => chosen.has(refKey({ sourceId, key }));
};

const isReadOnly =
  (parts: DraftParts) =>
  ({ sourceId, tool }: DraftParts["tools"][number]): boolean => {
    const override = parts.overrides.get(refKey({ sourceId, key: tool.operation.key }));
    return override?.annotations?.readOnlyHint ?? tool.annotations.readOnlyHint;
  };

const suggestedKeys = (parts: DraftParts): string[] =>
  [...Map.groupBy(parts.tools, ({ sourceId }) => sourceId)].flatMap(([sourceId, stored]) =>
    suggestSelection(stored.map(({ tool }) => tool)).keys.map((key) => refKey({ sourceId, key })),
  );
