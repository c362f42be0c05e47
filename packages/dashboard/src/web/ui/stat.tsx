import type { ReactNode } from "react";
import styles from "./stat.module.css";

/** A few numbers side by side. */
export function Stats({ items }: { items: readonly { label: string; value: ReactNode; note?: ReactNode }[] }) {
  return (
    <dl className={styles["stats"]}>
      {items.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className={styles["value"]}>{value}</span>
            {note !== undefined && <span className={styles["note"]}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
