import { Minus, PenLine, Plus } from "lucide-react";
import type { ChangeInWords } from "../../server/api/releases.ts";
import { text } from "../text/en.ts";
import { Badge } from "./badge.tsx";
import styles from "./change-list.module.css";

const icons = { added: Plus, removed: Minus, changed: PenLine };

/** Differences in words, breaking ones first. */
export function ChangeList({ changes }: { changes: readonly ChangeInWords[] }) {
  const sorted = changes.toSorted((a, b) => Number(b.breaking) - Number(a.breaking));
  return (
    <ul className={styles["list"]}>
      {sorted.map((change, index) => {
        const Icon = icons[change.kind];
        return (
          <li key={index} className={styles[change.kind]}>
            <Icon size={15} aria-label={text.diff[change.kind]} />
            <div>
              <span>{change.text}</span> {change.breaking && <Badge tone="warn">{text.diff.breaking}</Badge>}
              {change.details.length > 0 && (
                <ul className={styles["details"]}>
                  {change.details.map((detail) => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
