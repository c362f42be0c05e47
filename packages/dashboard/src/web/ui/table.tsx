import type { ReactNode } from "react";
import { cx } from "./class-names.ts";
import styles from "./table.module.css";

/** A semantic table that scrolls sideways by itself rather than the page. `caption` is read, not drawn. */
export function Table({
  caption,
  head,
  children,
  compact,
}: {
  caption: string;
  head: readonly (ReactNode | { label: ReactNode; align: "end" })[];
  children: ReactNode;
  compact?: boolean;
}) {
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={caption}>
      <table className={cx(styles["table"], compact && styles["compact"])}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, index) => {
              const isAligned = typeof cell === "object" && cell !== null && "align" in cell;
              return (
                <th key={index} scope="col" className={isAligned ? styles["end"] : undefined}>
                  {isAligned ? cell.label : cell}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function NumberCell({ children }: { children: ReactNode }) {
  return <td className={styles["end"]}>{children}</td>;
}
