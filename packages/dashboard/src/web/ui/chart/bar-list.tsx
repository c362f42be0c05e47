import { Link } from "wouter";
import { count } from "../../format/number.ts";
import styles from "./bar-list.module.css";

/** A ranking: name, number, and a bar for the eye. */
export function BarList({
  rows,
}: {
  rows: readonly {
    name: string;
    value: number;
    href?: string | undefined;
    mono?: boolean;
    note?: string | undefined;
  }[];
}) {
  const max = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ol className={styles["list"]}>
      {rows.map(({ name, value, href, mono, note }) => {
        const label = mono ? <code>{name}</code> : name;
        return (
          <li key={name}>
            <span className={styles["name"]}>{href === undefined ? label : <Link href={href}>{label}</Link>}</span>
            <span className={styles["value"]}>
              {note !== undefined && <span className={styles["note"]}>{note}</span>}
              {count(value)}
            </span>
            <svg className={styles["bar"]} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect className={styles["track"]} width="100" height="4" />
              <rect className={styles["fill"]} width={(value / max) * 100} height="4" />
            </svg>
          </li>
        );
      })}
    </ol>
  );
}
