import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import styles from "./disclosure.module.css";

/** Details on demand, by the platform's own element; `lazy` ones come into the page when first opened. */
export function Disclosure({
  summary,
  open = false,
  lazy = false,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  lazy?: boolean;
  children: ReactNode;
}) {
  const [isNeeded, setNeeded] = useState(open || !lazy);
  return (
    <details
      className={styles["details"]}
      open={open}
      onToggle={(event) => event.currentTarget.open && setNeeded(true)}
    >
      <summary className={styles["summary"]}>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{summary}</span>
      </summary>
      <div className={styles["body"]}>{isNeeded && children}</div>
    </details>
  );
}
