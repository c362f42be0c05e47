import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import styles from "./layout.module.css";

type Gap = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export function Stack({ gap = 4, className, children }: { gap?: Gap; className?: string; children: ReactNode }) {
  return <div className={cx(styles["stack"], styles[`gap${gap}`], className)}>{children}</div>;
}

export function Row({
  gap = 2,
  between,
  top,
  className,
  children,
}: {
  gap?: Gap;
  between?: boolean;
  top?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div
      className={cx(styles["row"], styles[`gap${gap}`], between && styles["between"], top && styles["top"], className)}
    >
      {children}
    </div>
  );
}

export function Columns({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return <div className={cx(styles["columns"], wide && styles["wideColumns"])}>{children}</div>;
}

/** A quiet panel with an optional heading; the usual container of a page. */
export function Card({
  title,
  note,
  actions,
  flush,
  tight,
  tone,
  id,
  children,
}: {
  title?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  /** The content (a table) reaches the edges. */
  flush?: boolean;
  /** Little room: for a card that holds one line. */
  tight?: boolean;
  tone?: "bad" | undefined;
  id?: string;
  children?: ReactNode;
}) {
  return (
    <section className={cx(styles["card"], tone === "bad" && styles["cardBad"])} id={id}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles["cardHead"]}>
          <div>
            <h2>{title}</h2>
            {note !== undefined && <p className={styles["note"]}>{note}</p>}
          </div>
          {actions}
        </header>
      )}
      {children !== undefined && (
        <div className={flush ? styles["flush"] : cx(styles["cardBody"], tight && styles["tight"])}>{children}</div>
      )}
    </section>
  );
}

/** Name and value pairs. */
export function Facts({ items }: { items: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={styles["facts"]}>
      {items.map(([label, value], index) => (
        <div key={index}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Muted({ children, small }: { children: ReactNode; small?: boolean }) {
  return <span className={cx(styles["muted"], small && styles["small"])}>{children}</span>;
}
