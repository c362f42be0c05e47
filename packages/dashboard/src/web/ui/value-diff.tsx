import { text } from "../text/en.ts";
import { diffValues, showDiffValue } from "./diff-values.ts";
import styles from "./value-diff.module.css";

/** Two states of one thing, field by field; only what differs. */
export function ValueDiff({ before, after }: { before: unknown; after: unknown }) {
  const rows = diffValues(before, after);
  if (rows.length === 0) return <p className={styles["same"]}>{text.diff.same}</p>;
  return (
    <dl className={styles["diff"]}>
      {rows.map(({ path, before: old, after: now }) => (
        <div key={path}>
          <dt>{path === "" ? text.diff.value : path}</dt>
          <dd>
            {old !== undefined && (
              <del>
                <span className="visually-hidden">{text.diff.before} </span>
                {showDiffValue(old)}
              </del>
            )}
            {now !== undefined && (
              <ins>
                <span className="visually-hidden">{text.diff.after} </span>
                {showDiffValue(now)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
