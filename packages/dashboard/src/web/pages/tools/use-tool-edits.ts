import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ToolEdit, ToolList, ToolRow } from "../../../server/api/tools.ts";
import { asApiError } from "../../api/api-error.ts";
import { api, read } from "../../api/client.ts";
import { keys, type ServerScope, toolsQuery } from "../../api/queries.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { toast } from "../../ui/toast.tsx";

export type Rule = "read_only" | "all" | "none" | "suggested";
interface Changed {
  tools: ToolRow[];
  budget: ToolList["budget"];
  /** Absent where the change was itself a way back. */
  undo?: ToolEdit[];
  changeId?: string | null;
}

/** `refusals`: where a refusal is told; a field of its own keeps what was typed. */
type Order = { said: string; refusals: "toast" | "field" } & (
  | { kind: "edit"; edits: ToolEdit[] }
  | { kind: "rule"; rule: Rule }
  | { kind: "undo"; changeId: string }
);

export const toolId = (tool: { sourceId: string; key: string }): string => `${tool.sourceId} ${tool.key}`;

const replaceRows = (list: ToolList, rows: readonly ToolRow[]): ToolRow[] => {
  const changed = new Map(rows.map((row) => [toolId(row), row]));
  return list.tools.map((tool) => changed.get(toolId(tool)) ?? tool);
};

/** A row as it will be; what goes back to the document is known to the server alone. */
const foresee = (tool: ToolRow, edit: ToolEdit): ToolRow => ({
  ...tool,
  enabled: edit.enabled ?? tool.enabled,
  name: edit.name ?? tool.name,
  title: edit.title ?? tool.title,
  description: edit.description ?? tool.description,
});

/** Switches and texts move at once; the server's rows, the new sum and the way back follow. */
export const useToolEdits = () => {
  const scope = useServerScope();
  const queries = useQueryClient();
  const { queryKey } = toolsQuery(scope);
  const mutation = useMutation({
    mutationFn: (order: Order): Promise<Changed> => send(scope, order),
    onMutate: async (order) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      if (order.kind === "edit" && before !== undefined) {
        const edits = new Map(order.edits.map((edit) => [toolId(edit), edit]));
        const tools = before.tools.map((tool) => {
          const edit = edits.get(toolId(tool));
          return edit === undefined ? tool : foresee(tool, edit);
        });
        queries.setQueryData(queryKey, { ...before, tools });
      }
      return { before };
    },
    onError: (error, order, context) => {
      if (context?.before !== undefined) queries.setQueryData(queryKey, context.before);
      void queries.invalidateQueries({ queryKey });
      if (order.refusals === "toast") toast(asApiError(error).message, { bad: true });
    },
    onSuccess: async (changed, order) => {
      queries.setQueryData(queryKey, (list) =>
        list === undefined ? list : { ...list, tools: replaceRows(list, changed.tools), budget: changed.budget },
      );
      for (const part of ["view", "draft", "last-tool-change"])
        void queries.invalidateQueries({ queryKey: [...keys.server(scope), part] });
      // A panel drops what it holds as typed once it shows what is saved.
      await queries.invalidateQueries({ queryKey: [...keys.server(scope), "tool"] });
      const back = wayBack(changed);
      toast(
        order.said,
        back === undefined ? {} : { action: { label: text.common.undo, onClick: () => mutation.mutate(back) } },
      );
    },
  });
  return {
    busy: mutation.isPending,
    edit: (edits: ToolEdit[], said: string, onDone?: () => void) =>
      mutation.mutate({ kind: "edit", edits, said, refusals: "toast" }, onDone ? { onSuccess: onDone } : {}),
    /** For a field that tells a refusal itself. */
    save: (edit: ToolEdit, said: string) =>
      mutation.mutateAsync({ kind: "edit", edits: [edit], said, refusals: "field" }),
    select: (rule: Rule) => mutation.mutate({ kind: "rule", rule, said: text.tools.ruleDone, refusals: "toast" }),
    undo: (changeId: string) =>
      mutation.mutate({ kind: "undo", changeId, said: text.common.undone, refusals: "toast" }),
  };
};

const send = (scope: ServerScope, order: Order): Promise<Changed> => {
  const target = api.workspaces[":workspace"].servers[":server"].tools;
  switch (order.kind) {
    case "edit":
      return read(target.edit.$post({ param: scope, json: { edits: order.edits } }));
    case "rule":
      return read(target.select.$post({ param: scope, json: { rule: order.rule } }));
    case "undo":
      return read(target.undo.$post({ param: scope, json: { changeId: order.changeId } }));
  }
};

const wayBack = ({ undo = [], changeId }: Changed): Order | undefined => {
  const said = { said: text.common.undone, refusals: "toast" } as const;
  if (changeId) return { kind: "undo", changeId, ...said };
  return undo.length === 0 ? undefined : { kind: "edit", edits: undo, ...said };
};
