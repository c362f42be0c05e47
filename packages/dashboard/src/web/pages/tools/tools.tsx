import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Eye } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import type { ToolList, ToolRow } from "../../../server/api/tools.ts";
import { toolsQuery } from "../../api/queries.ts";
import { compact, count } from "../../format/number.ts";
import { ReadOnlyNotice } from "../../shell/read-only-notice.tsx";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { ClientBudget, isLimited } from "../../ui/budget.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Muted, Row } from "../../ui/layout.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { noSelection, type Selection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { ToolTable } from "./tool-table.tsx";
import { emptyFilter, filterTools, groupTools, readFilter, type ToolFilter, writeFilter } from "./tool-filter.ts";
import { UndoLast } from "./undo-last.tsx";
import { type Rule, toolId, useToolEdits } from "./use-tool-edits.ts";

const ToolPanel = lazy(() => import("./tool-panel.tsx").then((module) => ({ default: module.ToolPanel })));

const rules: readonly (readonly [Rule, string])[] = [
  ["suggested", text.tools.onlySuggested],
  ["all", text.tools.onlyAll],
  ["none", text.tools.onlyNone],
];

export function Tools() {
  const server = useServer();
  const tools = useQuery(toolsQuery(useServerScope()));
  const edits = useToolEdits();
  const canEdit = useCan()("servers.edit");
  return (
    <Page
      title={text.tools.title}
      context={server.name}
      note={text.tools.note}
      actions={
        canEdit && (
          <Row>
            <UndoLast edits={edits} />
            <Button
              icon={<Eye size={15} aria-hidden="true" />}
              title={text.tools.onlyReadOnlyHint}
              busy={edits.busy}
              onClick={() => edits.select("read_only")}
            >
              {text.tools.onlyReadOnly}
            </Button>
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
          </Row>
        )
      }
    >
      <ReadOnlyNotice unless="servers.edit" />
      <QueryView query={tools} skeleton={<Skeleton kind="page" lines={3} />}>
        {(list) => <ToolBoard list={list} edits={edits} canEdit={canEdit} />}
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
      {search.has("tool") && openTool === undefined && (
        <Notice
          tone="warn"
          live
          title={text.tools.notFound}
          actions={
            <Button size="small" onClick={() => setOpen(undefined)}>
              {text.tools.showAll}
            </Button>
          }
        >
          {text.tools.notFoundText}
        </Notice>
      )}
      <Card tight>
        <Disclosure
          open={isLimited(list.budget)}
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
            onEdit={(tool, field, value) => edits.save({ ...refOf(tool), [field]: value }, text.tools.editDone)}
            onReset={(tool, field) => edits.edit([{ ...refOf(tool), [field]: null }], text.tools.resetDone)}
            onToggle={(tool) =>
              edits.edit(
                [{ ...refOf(tool), enabled: !tool.enabled }],
                tool.enabled ? text.tools.turnedOff("1") : text.tools.turnedOn("1"),
              )
            }
            canEdit={canEdit}
          />
        )}
      </Card>
      {openTool && (
        <Suspense fallback={null}>
          <ToolPanel
            key={toolId(openTool)}
            tool={openTool}
            edits={edits}
            canEdit={canEdit}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

const refOf = ({ sourceId, key }: ToolRow) => ({ sourceId, key });
