import type { ReactNode } from "react";
import { Link } from "wouter";
import { text } from "../../text/en.ts";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { Wordmark } from "../../ui/wordmark.tsx";
import styles from "./public-page.module.css";

/** The frame of pages that anyone may read. */
export function PublicPage({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(title);
  return (
    <div className={styles["page"]}>
      <header className={styles["head"]}>
        <Link href="/" className={styles["home"]} aria-label={text.common.product}>
          <Wordmark />
        </Link>
      </header>
      <main className={styles["main"]}>{children}</main>
    </div>
  );
}
