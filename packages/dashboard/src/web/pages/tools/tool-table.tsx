import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ToolRow } from "../../../server/api/tools.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Badge, Method } from "../../ui/badge.tsx";
import { Checkbox, Switch } from "../../ui/choice.tsx";
import { coverage, type Selection, selectRange, toggleMany, toggleOne } from "./selection.ts";
import type { ToolGroup } from "./tool-filter.ts";
import styles from "./tool-table.module.css";
import { toolId } from "./use-tool-edits.ts";

interface Handlers {
  onOpen: (tool: ToolRow) => void;
  onToggle: (tool: ToolRow) => void;
  canEdit: boolean;
}

type Line = { kind: "group"; group: ToolGroup } | { kind: "tool"; tool: ToolRow };

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
} & Handlers) {
  const lines = useMemo(
    () =>
      groups.flatMap((group): Line[] => [
        { kind: "group", group },
        ...group.tools.map((tool): Line => ({ kind: "tool", tool })),
      ]),
    [groups],
  );
  const shownIds = useMemo(() => groups.flatMap((group) => group.tools.map(toolId)), [groups]);
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    setOffset(Math.round(top));
  }, [lines.length]);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 40 : 61),
    // A list of ordinary length stands in the page whole, for find-in-page and printing.
    overscan: lines.length <= 150 ? lines.length : 12,
    scrollMargin: offset,
  });
  const onPick = (tool: ToolRow, isRange: boolean) =>
    onSelect(isRange ? selectRange(selection, toolId(tool), shownIds) : toggleOne(selection, toolId(tool)));
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);
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
        {before > 0 && <Spacer height={before} />}
        {items.map(({ index, key }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return line.kind === "group" ? (
            <GroupRow
              key={key}
              index={index}
              measure={virtual.measureElement}
              group={line.group}
              selection={selection}
              onSelect={onSelect}
              canEdit={handlers.canEdit}
            />
          ) : (
            <Row
              key={key}
              index={index}
              measure={virtual.measureElement}
              tool={line.tool}
              isSelected={selection.keys.has(toolId(line.tool))}
              onPick={onPick}
              {...handlers}
            />
          );
        })}
        {after > 0 && <Spacer height={after} />}
      </tbody>
    </table>
  );
}

const Spacer = ({ height }: { height: number }) => (
  <tr aria-hidden="true" className={styles["spacer"]}>
    <td colSpan={6} style={{ height }} />
  </tr>
);

type Measured = { index: number; measure: (node: Element | null) => void };

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

function Row({
  tool,
  isSelected,
  onPick,
  onOpen,
  onToggle,
  canEdit,
  index,
  measure,
}: { tool: ToolRow; isSelected: boolean; onPick: (tool: ToolRow, isRange: boolean) => void } & Handlers & Measured) {
  const worst = tool.findings.some(({ severity }) => severity === "error")
    ? "bad"
    : tool.findings.some(({ severity }) => severity === "warning")
      ? "warn"
      : "neutral";
  return (
    <tr className={styles["row"]} data-selected={isSelected || undefined} ref={measure} data-index={index}>
      {canEdit && (
        <td className={styles["pick"]}>
          <Checkbox
            label={text.tools.selectTool(tool.name)}
            hideLabel
            checked={isSelected}
            onChange={() => undefined}
            onClick={(event) => onPick(tool, event.shiftKey)}
          />
        </td>
      )}
      <td className={styles["on"]}>
        <Switch
          label={text.tools.toggle(tool.name)}
          hideLabel
          checked={tool.enabled}
          disabled={!canEdit}
          onChange={() => onToggle(tool)}
        />
      </td>
      <th scope="row">
        <button type="button" className={styles["name"]} onClick={() => onOpen(tool)}>
          <span className={styles["title"]}>
            <code>{tool.name}</code>
            <Marks tool={tool} />
          </span>
          <span className={styles["text"]}>{tool.title}</span>
        </button>
      </th>
      <td className={styles["operation"]}>
        <span className={styles["call"]}>
          <Method method={tool.method} />
          <code className={styles["path"]}>{breakable(tool.path)}</code>
        </span>
      </td>
      <td className={styles["number"]}>{count(tool.tokens)}</td>
      <td className={styles["found"]}>
        {tool.findings.length > 0 && <Badge tone={worst}>{count(tool.findings.length)}</Badge>}
      </td>
    </tr>
  );
}

/** A path that wraps after its slashes. */
const breakable = (path: string) =>
  path.split("/").map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));

function Marks({ tool }: { tool: ToolRow }) {
  return (
    <>
      {tool.edited.length > 0 && <Badge tone="accent">{text.tools.edited}</Badge>}
      {tool.destructive && <Badge tone="bad">{text.tools.destructive}</Badge>}
      {tool.deprecated && <Badge tone="warn">{text.tools.deprecated}</Badge>}
      {tool.experimental && <Badge>{text.tools.experimental}</Badge>}
    </>
  );
}
