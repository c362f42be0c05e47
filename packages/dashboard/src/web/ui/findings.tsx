import type { Finding, ImportIssue } from "../../server/api/imports.ts";
import { text } from "../text/en.ts";
import { Badge, type Tone } from "./badge.tsx";
import styles from "./findings.module.css";

const tones: Record<Finding["severity"], Tone> = { error: "bad", warning: "warn", info: "neutral" };

/** What the checks found, worst first. */
export function FindingList({ findings, limit = 200 }: { findings: readonly Finding[]; limit?: number }) {
  return (
    <ul className={styles["list"]}>
      {sortBySeverity(findings)
        .slice(0, limit)
        .map((finding, index) => (
          <li key={index}>
            <Badge tone={tones[finding.severity]}>{text.findings[finding.severity]}</Badge>
            <span className={styles["text"]}>
              {finding.tool !== undefined && <code>{finding.tool}</code>} {finding.message}
              {finding.fix !== undefined && finding.fix.label !== "" && (
                <span className={styles["aside"]}> {finding.fix.label}</span>
              )}
              {finding.clients.length > 0 && <span className={styles["aside"]}> {finding.clients.join(", ")}</span>}
            </span>
          </li>
        ))}
    </ul>
  );
}

export function IssueList({ issues, limit = 200 }: { issues: readonly ImportIssue[]; limit?: number }) {
  return (
    <ul className={styles["list"]}>
      {sortBySeverity(issues)
        .slice(0, limit)
        .map((issue, index) => (
          <li key={index}>
            <Badge tone={tones[issue.severity]}>{text.findings[issue.severity]}</Badge>
            <span className={styles["text"]}>
              {issue.message} {issue.advice}
              {issue.at !== "" && <code className={styles["at"]}>{issue.at}</code>}
            </span>
          </li>
        ))}
    </ul>
  );
}

const order = ["error", "warning", "info"];

export const sortBySeverity = <Item extends { severity: Finding["severity"] }>(items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
