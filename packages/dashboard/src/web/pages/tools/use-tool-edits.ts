import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ToolEdit, ToolList, ToolRow } from "../../../server/api/tools.ts";
import { asApiError } from "../../api/api-error.ts";
import { api, read } from "../../api/client.ts";
import { keys, toolsQuery } from "../../api/queries.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { toast } from "../../ui/toast.tsx";

export type Rule = "read_only" | "all" | "none" | "suggested";
interface Changed {
  tools: ToolRow[];
  undo: ToolEdit[];
  budget: ToolList["budget"];
}
type Order = { edits: ToolEdit[]; said: string; isUndo?: boolean } | { rule: Rule; said: string };

export const toolId = (tool: { sourceId: string; key: string }): string => `${tool.sourceId} ${tool.key}`;

const replaceRows = (list: ToolList, rows: readonly ToolRow[]): ToolRow[] => {
  const changed = new Map(rows.map((row) => [toolId(row), row]));
  return list.tools.map((tool) => changed.get(toolId(tool)) ?? tool);
};

/** Switches move at once; the server's rows, the new sum and the way back follow. */
export const useToolEdits = () => {
  const scope = useServerScope();
  const queries = useQueryClient();
  const { queryKey } = toolsQuery(scope);
  const mutation = useMutation({
    mutationFn: (order: Order): Promise<Changed> => {
      const target = api.workspaces[":workspace"].servers[":server"].tools;
      return "rule" in order
        ? read(target.select.$post({ param: scope, json: { rule: order.rule } }))
        : read(target.edit.$post({ param: scope, json: { edits: order.edits } }));
    },
    onMutate: async (order) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      if ("edits" in order && before !== undefined) {
        const wanted = new Map(order.edits.map((edit) => [toolId(edit), edit.enabled]));
        const tools = before.tools.map((tool) => {
          const enabled = wanted.get(toolId(tool));
          return enabled === undefined ? tool : { ...tool, enabled };
        });
        queries.setQueryData(queryKey, { ...before, tools });
      }
      return { before };
    },
    onError: (error, _order, context) => {
      if (context?.before !== undefined) queries.setQueryData(queryKey, context.before);
      toast(asApiError(error).message, { bad: true });
    },
    onSuccess: (changed, order) => {
      queries.setQueryData(queryKey, (list) =>
        list === undefined ? list : { ...list, tools: replaceRows(list, changed.tools), budget: changed.budget },
      );
      for (const part of ["view", "draft", "tool"])
        void queries.invalidateQueries({ queryKey: [...keys.server(scope), part] });
      const isUndo = "isUndo" in order && order.isUndo;
      toast(
        order.said,
        isUndo || changed.undo.length === 0
          ? {}
          : {
              action: {
                label: text.common.undo,
                onClick: () => mutation.mutate({ edits: changed.undo, said: text.common.undone, isUndo: true }),
              },
            },
      );
    },
  });
  return {
    busy: mutation.isPending,
    edit: (edits: ToolEdit[], said: string, onDone?: () => void) =>
      mutation.mutate({ edits, said }, onDone ? { onSuccess: onDone } : {}),
    select: (rule: Rule) => mutation.mutate({ rule, said: text.tools.ruleDone }),
  };
};
