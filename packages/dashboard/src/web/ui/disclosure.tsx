import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./disclosure.module.css";

/** Details on demand, by the platform's own element. */
export function Disclosure({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className={styles["details"]} open={open}>
      <summary className={styles["summary"]}>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{summary}</span>
      </summary>
      <div className={styles["body"]}>{children}</div>
    </details>
  );
}
