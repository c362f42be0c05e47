import type { ReactNode } from "react";
import { Link } from "wouter";
import { text } from "../../text/en.ts";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { Wordmark } from "../../ui/wordmark.tsx";
import styles from "./auth-page.module.css";
import { Passage } from "./passage.tsx";

/** The frame of every page before the console: the form at the left, what Breezeway is at the right. */
export function AuthPage({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  useDocumentTitle(title);
  return (
    <div className={styles["page"]}>
      <main className={styles["form"]}>
        <Wordmark />
        <div className={styles["inner"]}>
          <h1>{title}</h1>
          {note !== undefined && <p className={styles["note"]}>{note}</p>}
          {children}
        </div>
        <p className={styles["foot"]}>
          <Link href="/trust">{text.auth.trustLink}</Link>
        </p>
      </main>
      <aside className={styles["aside"]}>
        <Passage />
        <p className={styles["tagline"]}>{text.auth.tagline}</p>
        <ol className={styles["points"]}>
          {text.auth.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
