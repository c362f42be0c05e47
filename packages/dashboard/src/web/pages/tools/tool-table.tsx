import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ToolRow as Tool } from "../../../server/api/tools.ts";
import { text } from "../../text/en.ts";
import { Checkbox } from "../../ui/choice.tsx";
import type { EditedField } from "./edit-cell.tsx";
import { layOutRows } from "./lay-out-rows.ts";
import { coverage, type Selection, selectRange, toggleMany, toggleOne } from "./selection.ts";
import type { ToolGroup } from "./tool-filter.ts";
import { type Measured, type RowHandlers, ToolRow } from "./tool-row.tsx";
import styles from "./tool-table.module.css";
import { toolId } from "./use-tool-edits.ts";

type Line = { id: string } & ({ kind: "group"; group: ToolGroup } | { kind: "tool"; tool: Tool });

const linesOf = (groups: readonly ToolGroup[]): Line[] =>
  groups.flatMap((group): Line[] => [
    { kind: "group", id: `group ${group.tag}`, group },
    ...group.tools.map((tool): Line => ({ kind: "tool", id: toolId(tool), tool })),
  ]);

/** The same functions at every rendering, so that only rows that changed are drawn anew; each calls the latest one. */
const useStable = (handlers: Omit<RowHandlers, "canEdit">): Omit<RowHandlers, "canEdit"> => {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  return useMemo(
    () => ({
      onOpen: (tool) => latest.current.onOpen(tool),
      onToggle: (tool) => latest.current.onToggle(tool),
      onEdit: (...edit) => latest.current.onEdit(...edit),
      onReset: (...field) => latest.current.onReset(...field),
      onPick: (...pick) => latest.current.onPick(...pick),
      onTexts: (...texts) => latest.current.onTexts(...texts),
    }),
    [],
  );
};

/** The lines near the window, and those that hold an open field. */
const useLines = (lines: readonly Line[], canEdit: boolean) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  const openFields = useRef(new Set<string>());
  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    setOffset(Math.round(top));
  }, [lines.length]);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 40 : canEdit ? 93 : 85),
    getItemKey: (index) => lines[index]?.id ?? index,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      if (openFields.current.size === 0) return near;
      const held = new Set([...openFields.current].map((field) => field.slice(field.indexOf(" ") + 1)));
      const far = lines.flatMap(({ id }, index) => (held.has(id) ? [index] : []));
      return [...new Set([...near, ...far])].toSorted((a, b) => a - b);
    },
    // A list of ordinary length stands in the page whole, for find-in-page and printing.
    overscan: lines.length <= 150 ? lines.length : 8,
    scrollMargin: offset,
  });
  const onTexts = (tool: Tool, field: EditedField, isOpen: boolean) => {
    const name = `${field} ${toolId(tool)}`;
    if (isOpen) openFields.current.add(name);
    else openFields.current.delete(name);
  };
  const rows = layOutRows(virtual.getVirtualItems(), { from: offset, size: virtual.getTotalSize() });
  return { body, rows, measure: virtual.measureElement, onTexts };
};

/** Hundreds of rows: only those near the window are in the page. */
export function ToolTable({
  groups,
  total,
  selection,
  onSelect,
  ...handlers
}: {
  groups: readonly ToolGroup[];
  total: number;
  selection: Selection;
  onSelect: (next: Selection) => void;
} & Omit<RowHandlers, "onPick" | "onTexts">) {
  const lines = useMemo(() => linesOf(groups), [groups]);
  const shownIds = useMemo(() => groups.flatMap((group) => group.tools.map(toolId)), [groups]);
  const { body, rows, measure, onTexts } = useLines(lines, handlers.canEdit);
  const onPick = (tool: Tool, isRange: boolean) =>
    onSelect(isRange ? selectRange(selection, toolId(tool), shownIds) : toggleOne(selection, toolId(tool)));
  const rowHandlers = useStable({ ...handlers, onPick, onTexts });
  const all = coverage(selection, shownIds);
  return (
    <table className={styles["table"]} aria-rowcount={total + 1}>
      <caption className="visually-hidden">{text.tools.title}</caption>
      <thead>
        <tr>
          {handlers.canEdit && (
            <th scope="col" className={styles["pick"]}>
              <Checkbox
                label={text.tools.selectAll}
                hideLabel
                checked={all === "all"}
                mixed={all === "some"}
                onChange={() => onSelect(toggleMany(selection, shownIds))}
              />
            </th>
          )}
          <th scope="col" className={styles["on"]}>
            {text.tools.column.on}
          </th>
          <th scope="col">{text.tools.column.name}</th>
          <th scope="col" className={styles["operation"]}>
            {text.tools.column.operation}
          </th>
          <th scope="col" className={styles["number"]}>
            {text.tools.column.tokens}
          </th>
          <th scope="col" className={styles["found"]}>
            {text.tools.column.findings}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => {
          if (row.kind === "gap") return <Spacer key={row.key} height={row.height} />;
          const line = lines[row.index];
          if (line === undefined) return null;
          return line.kind === "group" ? (
            <GroupRow
              key={row.key}
              index={row.index}
              measure={measure}
              group={line.group}
              selection={selection}
              onSelect={onSelect}
              canEdit={handlers.canEdit}
            />
          ) : (
            <ToolRow
              key={row.key}
              index={row.index}
              measure={measure}
              tool={line.tool}
              isSelected={selection.keys.has(line.id)}
              {...rowHandlers}
              canEdit={handlers.canEdit}
            />
          );
        })}
      </tbody>
    </table>
  );
}

const Spacer = ({ height }: { height: number }) => (
  <tr aria-hidden="true" className={styles["spacer"]}>
    <td colSpan={6} style={{ height }} />
  </tr>
);

function GroupRow({
  group,
  selection,
  onSelect,
  canEdit,
  index,
  measure,
}: { group: ToolGroup; selection: Selection; onSelect: (next: Selection) => void; canEdit: boolean } & Measured) {
  const ids = group.tools.map(toolId);
  const held = coverage(selection, ids);
  const on = group.tools.filter((tool) => tool.enabled).length;
  return (
    <tr className={styles["group"]} ref={measure} data-index={index}>
      {canEdit && (
        <td className={styles["pick"]}>
          <Checkbox
            label={text.tools.selectGroup(group.tag)}
            hideLabel
            checked={held === "all"}
            mixed={held === "some"}
            onChange={() => onSelect(toggleMany(selection, ids))}
          />
        </td>
      )}
      <th scope="rowgroup" colSpan={5}>
        {group.tag}
        <span className={styles["groupCount"]}>{text.servers.toolsOn(on, group.tools.length)}</span>
      </th>
    </tr>
  );
}
