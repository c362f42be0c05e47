import styles from "./skeleton.module.css";
import { cx } from "./class-names.ts";
import { text } from "../text/en.ts";

/** The shape of what is coming, announced once to a screen reader. */
export function Skeleton({ lines = 3, kind = "text" }: { lines?: number; kind?: "text" | "rows" | "cards" | "page" }) {
  return (
    <div className={cx(styles["skeleton"], styles[kind])} aria-busy="true">
      <span className="visually-hidden" role="status">
        {text.common.loading}
      </span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden="true" />
      ))}
    </div>
  );
}
