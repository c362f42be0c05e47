import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ActivityRange } from "../../../server/api/activity.ts";
import { text } from "../../text/en.ts";
import styles from "./range-picker.module.css";

const ranges: readonly ActivityRange[] = ["1h", "24h", "7d", "30d"];

export const readRange = (value: string | null): ActivityRange => ranges.find((range) => range === value) ?? "24h";

export function RangePicker({ value, onChange }: { value: ActivityRange; onChange: (range: ActivityRange) => void }) {
  return (
    <ToggleGroup
      className={styles["group"]}
      aria-label={text.activity.range}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
    >
      {ranges.map((range) => (
        <Toggle key={range} value={range} className={styles["option"]}>
          {text.activity.ranges[range]}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
