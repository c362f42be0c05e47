import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import type { ToolList } from "../../../server/api/tools.ts";
import { toolsQuery } from "../../api/queries.ts";
import { compact, count } from "../../format/number.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { ClientBudget } from "../../ui/budget.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Muted } from "../../ui/layout.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { noSelection, type Selection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { ToolPanel } from "./tool-panel.tsx";
import { ToolTable } from "./tool-table.tsx";
import { emptyFilter, filterTools, groupTools, readFilter, type ToolFilter, writeFilter } from "./tool-filter.ts";
import { type Rule, useToolEdits } from "./use-tool-edits.ts";

const rules: readonly (readonly [Rule, string])[] = [
  ["suggested", text.tools.onlySuggested],
  ["read_only", text.tools.onlyReadOnly],
  ["all", text.tools.onlyAll],
  ["none", text.tools.onlyNone],
];

export function Tools() {
  const server = useServer();
  const tools = useQuery(toolsQuery(useServerScope()));
  const edits = useToolEdits();
  const can = useCan();
  return (
    <Page
      title={text.tools.title}
      context={server.name}
      note={text.tools.note}
      actions={
        can("servers.edit") && (
          <Menu
            align="end"
            trigger={
              <Button busy={edits.busy}>
                {text.tools.quick}
                <ChevronDown size={15} aria-hidden="true" />
              </Button>
            }
            groups={[rules.map(([rule, label]) => ({ label, onSelect: () => edits.select(rule) }))]}
          />
        )
      }
    >
      <QueryView query={tools} skeleton={<Skeleton kind="page" lines={3} />}>
        {(list) => <ToolBoard list={list} edits={edits} canEdit={can("servers.edit")} />}
      </QueryView>
    </Page>
  );
}

function ToolBoard({
  list,
  edits,
  canEdit,
}: {
  list: ToolList;
  edits: ReturnType<typeof useToolEdits>;
  canEdit: boolean;
}) {
  const [search, setSearch] = useSearchParams();
  const [selection, setSelection] = useState<Selection>(noSelection);
  const filter = useMemo(() => readFilter(search), [search]);
  const calm = useDeferredValue(filter);
  const groups = useMemo(() => groupTools(filterTools(list.tools, calm), text.tools.untagged), [list.tools, calm]);
  const shown = groups.reduce((sum, group) => sum + group.tools.length, 0);
  const setFilter = (next: ToolFilter) => setSearch((now) => writeFilter(now, next), { replace: true });
  const openTool = list.tools.find(
    (tool) => tool.key === search.get("tool") && tool.sourceId === (search.get("from") ?? tool.sourceId),
  );
  const setOpen = (tool: { sourceId: string; key: string } | undefined) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      next.delete("from");
      next.delete("tool");
      if (tool) {
        next.set("tool", tool.key);
        next.set("from", tool.sourceId);
      }
      return next;
    });
  return (
    <>
      <Card tight>
        <Disclosure
          summary={
            <>
              {text.findings.tokensSum(count(list.budget.tools), compact(list.budget.tokens))}{" "}
              <Muted>{text.tools.budgetTitle}</Muted>
            </>
          }
        >
          <ClientBudget budget={list.budget} />
        </Disclosure>
      </Card>
      <FilterBar list={list} filter={filter} onChange={setFilter} shown={shown} />
      {canEdit && <SelectionBar list={list} selection={selection} onChange={setSelection} edits={edits} />}
      <Card flush>
        {shown === 0 ? (
          <EmptyState
            title={text.tools.empty}
            action={<Button onClick={() => setFilter(emptyFilter)}>{text.common.clearFilters}</Button>}
          />
        ) : (
          <ToolTable
            groups={groups}
            total={list.tools.length}
            selection={selection}
            onSelect={setSelection}
            onOpen={setOpen}
            onToggle={(tool) =>
              edits.edit(
                [{ sourceId: tool.sourceId, key: tool.key, enabled: !tool.enabled }],
                tool.enabled ? text.tools.turnedOff("1") : text.tools.turnedOn("1"),
              )
            }
            canEdit={canEdit}
          />
        )}
      </Card>
      {openTool && <ToolPanel tool={openTool} edits={edits} canEdit={canEdit} onClose={() => setOpen(undefined)} />}
    </>
  );
}
