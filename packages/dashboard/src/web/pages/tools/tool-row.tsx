import { PanelRight } from "lucide-react";
import { Fragment, memo } from "react";
import type { ToolRow as Tool } from "../../../server/api/tools.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Badge, Method } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Checkbox, Switch } from "../../ui/choice.tsx";
import { DestructiveBadge } from "./destructive-badge.tsx";
import { EditCell, type EditedField, Shown } from "./edit-cell.tsx";
import styles from "./tool-table.module.css";

export interface RowHandlers {
  onOpen: (tool: Tool) => void;
  onToggle: (tool: Tool) => void;
  onEdit: (tool: Tool, field: EditedField, value: string) => Promise<unknown>;
  onReset: (tool: Tool, field: EditedField) => void;
  onPick: (tool: Tool, isRange: boolean) => void;
  /** Whether one of its texts is open for editing. */
  onTexts: (tool: Tool, field: EditedField, isOpen: boolean) => void;
  canEdit: boolean;
}

export interface Measured {
  index: number;
  measure: (node: Element | null) => void;
}

/** One tool of the table; drawn anew only when something of it changed. */
export const ToolRow = memo(function ToolRow({
  tool,
  isSelected,
  index,
  measure,
  ...handlers
}: { tool: Tool; isSelected: boolean } & RowHandlers & Measured) {
  const { canEdit, onOpen, onToggle, onPick } = handlers;
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
        <span className={styles["texts"]}>
          <span className={styles["title"]}>
            <TextOf tool={tool} field="name" {...handlers} />
            <Marks tool={tool} />
          </span>
          <TextOf tool={tool} field="title" {...handlers} />
          <TextOf tool={tool} field="description" {...handlers} />
        </span>
      </th>
      <td className={styles["operation"]}>
        <span className={styles["call"]}>
          <Method method={tool.method} />
          <code className={styles["path"]}>{breakable(tool.path)}</code>
        </span>
      </td>
      <td className={styles["number"]}>{count(tool.tokens)}</td>
      <td className={styles["found"]}>
        <span className={styles["end"]}>
          {tool.findings.length > 0 && <Badge tone={worst(tool)}>{count(tool.findings.length)}</Badge>}
          <IconButton
            size="small"
            label={text.tools.open(tool.name)}
            icon={<PanelRight size={15} aria-hidden="true" />}
            onClick={() => onOpen(tool)}
          />
        </span>
      </td>
    </tr>
  );
});

function TextOf({ tool, field, onTexts, canEdit, onEdit, onReset }: { tool: Tool; field: EditedField } & RowHandlers) {
  if (!canEdit)
    return (
      <span className={styles[field === "name" ? "name" : "text"]}>
        <Shown field={field} value={tool[field]} />
      </span>
    );
  return (
    <EditCell
      field={field}
      value={tool[field]}
      tool={tool.name}
      isEdited={tool.edited.includes(field)}
      onSave={(value) => onEdit(tool, field, value)}
      onReset={() => onReset(tool, field)}
      onOpenChange={(isOpen) => onTexts(tool, field, isOpen)}
    />
  );
}

const worst = ({ findings }: Tool) => {
  if (findings.some(({ severity }) => severity === "error")) return "bad";
  return findings.some(({ severity }) => severity === "warning") ? "warn" : "neutral";
};

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

function Marks({ tool }: { tool: Tool }) {
  return (
    <>
      {tool.edited.length > 0 && <Badge tone="accent">{text.tools.edited}</Badge>}
      {tool.readOnly && <Badge tone="good">{text.tools.readOnly}</Badge>}
      <DestructiveBadge tool={tool} />
      {tool.deprecated && <Badge tone="warn">{text.tools.deprecated}</Badge>}
      {tool.experimental && <Badge>{text.tools.experimental}</Badge>}
    </>
  );
}
