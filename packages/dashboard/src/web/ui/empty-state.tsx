import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/** One sentence and one action. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles["empty"]}>
      {icon && <span className={styles["icon"]}>{icon}</span>}
      <p className={styles["title"]}>{title}</p>
      {text !== undefined && <p className={styles["text"]}>{text}</p>}
      {action}
    </div>
  );
}
