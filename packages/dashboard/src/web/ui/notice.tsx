import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import styles from "./notice.module.css";

const icons = { neutral: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

/** A sentence that matters, where it matters. `live` announces it when it appears. */
export function Notice({
  tone = "neutral",
  title,
  children,
  actions,
  live,
}: {
  tone?: keyof typeof icons;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  live?: boolean;
}) {
  const Icon = icons[tone];
  return (
    <div className={cx(styles["notice"], styles[tone])} role={live ? (tone === "bad" ? "alert" : "status") : undefined}>
      <Icon size={16} aria-hidden="true" />
      <div className={styles["text"]}>
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {actions}
    </div>
  );
}
