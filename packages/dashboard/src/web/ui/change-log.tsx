import styles from "./change-log.module.css";
import { Disclosure } from "./disclosure.tsx";
import { Muted } from "./layout.tsx";
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
        <Entry key={change.id} change={change} />
      ))}
    </ol>
  );
}

function Entry({ change }: { change: LoggedChange }) {
  const hasDetail = (change.before ?? null) !== null || (change.after ?? null) !== null;
  const head = (
    <span className={styles["head"]}>
      <span>{change.text}</span>
      <Muted small>
        {change.by !== undefined && `${change.by} · `}
        <Moment at={change.at} />
      </Muted>
    </span>
  );
  return (
    <li>
      {hasDetail ? (
        <Disclosure summary={head}>
          <ValueDiff before={change.before} after={change.after} />
        </Disclosure>
      ) : (
        <div className={styles["plain"]}>{head}</div>
      )}
    </li>
  );
}
