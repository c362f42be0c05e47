import styles from "./change-log.module.css";
import { Disclosure } from "./disclosure.tsx";
import { Moment } from "./moment.tsx";
import { ValueDiff } from "./value-diff.tsx";

export interface LoggedChange {
  id: string;
  at: string;
  text: string;
  /** Who did it, where that is not plain. */
  by?: string;
  before: unknown;
  after: unknown;
}

/** What was changed, newest first, with before and after on demand. */
export function ChangeLog({ changes }: { changes: readonly LoggedChange[] }) {
  return (
    <ol className={styles["log"]}>
      {changes.map((change) => (
        <li key={change.id}>
          <What change={change} />
          <div className={styles["meta"]}>
            {change.by !== undefined && <span>{change.by} · </span>}
            <Moment at={change.at} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function What({ change: { text, before, after } }: { change: LoggedChange }) {
  const hasDetail = (before ?? null) !== null || (after ?? null) !== null;
  if (!hasDetail) return <div className={styles["plain"]}>{text}</div>;
  return (
    <Disclosure summary={<span className={styles["what"]}>{text}</span>}>
      <ValueDiff before={before} after={after} />
    </Disclosure>
  );
}
