import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import { useDocumentTitle } from "./document-title.ts";
import styles from "./page.module.css";

/** A page's head and body; the title also names the tab. */
export function Page({
  title,
  note,
  badge,
  actions,
  context,
  narrow,
  children,
}: {
  title: string;
  note?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  /** Whose page it is, for the tab's name. */
  context?: string;
  /** For pages of forms: lines stay short. */
  narrow?: boolean;
  children: ReactNode;
}) {
  useDocumentTitle(context === undefined ? title : `${title} · ${context}`);
  return (
    <div className={cx(styles["page"], narrow && styles["narrow"])}>
      <header className={styles["head"]}>
        <div className={styles["titles"]}>
          <div className={styles["title"]}>
            <h1 tabIndex={-1}>{title}</h1>
            {badge}
          </div>
          {note !== undefined && <p className={styles["note"]}>{note}</p>}
        </div>
        {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
