import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { cx } from "./class-names.ts";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad";

export function Badge({ tone = "neutral", dot, children }: { tone?: Tone; dot?: boolean; children: ReactNode }) {
  return (
    <span className={cx(styles["badge"], styles[tone])}>
      {dot && <span className={styles["dot"]} aria-hidden="true" />}
      {children}
    </span>
  );
}

/** An HTTP method, set in the mono face and told apart by weight of colour. */
export function Method({ method }: { method: string }) {
  const tone = method === "GET" || method === "HEAD" ? "good" : method === "DELETE" ? "bad" : "warn";
  return <span className={cx(styles["method"], styles[`${tone}Text`])}>{method}</span>;
}
