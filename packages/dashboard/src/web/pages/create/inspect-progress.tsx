import { Check } from "lucide-react";
import type { ImportProgress } from "../../api/watch-import.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import styles from "./inspect-progress.module.css";

const phases = ["load", "parse", "bundle", "tools", "lint"] as const;

/** What is being done right now, and a way out. */
export function InspectProgress({
  title,
  progress,
  onCancel,
}: {
  title: string;
  progress: ImportProgress | undefined;
  onCancel: () => void;
}) {
  const at = progress === undefined ? 0 : phases.indexOf(progress.phase);
  const phase = phases[at] ?? "load";
  return (
    <Card title={title}>
      <Stack gap={5}>
        <ol className={styles["phases"]}>
          {phases.map((name, index) => (
            <li key={name} data-state={index < at ? "done" : index === at ? "now" : "later"}>
              <span className={styles["mark"]}>{index < at && <Check size={12} aria-hidden="true" />}</span>
              {text.create.phases[name]}
              {index === at && progress?.total !== undefined && (
                <span className={styles["count"]}>
                  {count(progress.done ?? 0)} / {count(progress.total)}
                </span>
              )}
            </li>
          ))}
        </ol>
        <progress
          className={styles["bar"]}
          aria-label={title}
          max={phases.length}
          value={at + (progress?.total ? (progress.done ?? 0) / progress.total : 0.3)}
        />
        <span className="visually-hidden" role="status">
          {text.create.phases[phase]}
        </span>
        <Row>
          <Button onClick={onCancel}>{text.common.cancel}</Button>
        </Row>
      </Stack>
    </Card>
  );
}
