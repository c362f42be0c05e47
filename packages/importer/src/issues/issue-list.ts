import type { Issue, IssueCode } from "./issue.ts";

const maxPerCode = 200;

/** Collects issues; after 200 of one code only their number is kept. */
export interface IssueList {
  readonly add: (issue: Issue) => void;
  readonly all: () => Issue[];
}

export const createIssueList = (): IssueList => {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const counts = new Map<IssueCode, number>();
  return {
    add: (issue) => {
      const identity = `${issue.code}|${issue.pointer}|${issue.message}|${issue.operation ?? ""}`;
      if (seen.has(identity)) return;
      seen.add(identity);
      const count = (counts.get(issue.code) ?? 0) + 1;
      counts.set(issue.code, count);
      if (count <= maxPerCode || issue.code === "operation_refused") issues.push(issue);
    },
    all: () => [...issues, ...[...counts].flatMap(([code, count]) => overflowOf(code, count))],
  };
};

const overflowOf = (code: IssueCode, count: number): Issue[] =>
  code === "operation_refused" || count <= maxPerCode
    ? []
    : [
        {
          severity: "info",
          code: "more_issues",
          pointer: "#",
          message: `${count - maxPerCode} more issues of the kind ${code} are not listed.`,
          advice: "Settle the listed ones first and import again.",
        },
      ];
