import type { ToolList } from "../../../server/api/tools.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { noSelection, type Selection } from "./selection.ts";
import styles from "./selection-bar.module.css";
import { toolId, type useToolEdits } from "./use-tool-edits.ts";

/** What can be done with the selected tools; stays in sight while scrolling. */
export function SelectionBar({
  list,
  selection,
  onChange,
  edits,
}: {
  list: ToolList;
  selection: Selection;
  onChange: (selection: Selection) => void;
  edits: ReturnType<typeof useToolEdits>;
}) {
  const selected = list.tools.filter((tool) => selection.keys.has(toolId(tool)));
  const turn = (enabled: boolean) => {
    const changed = selected.filter((tool) => tool.enabled !== enabled);
    const said = enabled ? text.tools.turnedOn : text.tools.turnedOff;
    if (changed.length > 0)
      edits.edit(
        changed.map(({ sourceId, key }) => ({ sourceId, key, enabled })),
        said(count(changed.length)),
      );
    onChange(noSelection);
  };
  return (
    <div className={styles["bar"]} data-open={selected.length > 0 || undefined} role="status">
      {selected.length > 0 && (
        <>
          <strong>{text.tools.selected(count(selected.length))}</strong>
          <Button size="small" variant="primary" onClick={() => turn(true)}>
            {text.tools.turnOn}
          </Button>
          <Button size="small" onClick={() => turn(false)}>
            {text.tools.turnOff}
          </Button>
          <Button size="small" variant="quiet" onClick={() => onChange(noSelection)}>
            {text.tools.clearSelection}
          </Button>
          <span className={styles["hint"]}>{text.tools.rangeHint}</span>
        </>
      )}
    </div>
  );
}
