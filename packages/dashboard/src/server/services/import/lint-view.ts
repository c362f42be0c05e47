import type { Issue, LintFinding, LintReport } from "@breezeway/importer";
import type { Finding, ImportIssue, ToolBudget } from "../../api/imports.ts";

export const findingView = (finding: LintFinding): Finding => ({
  rule: finding.rule,
  severity: finding.severity,
  message: finding.message,
  ...(finding.tool !== undefined && { tool: finding.tool }),
  at: finding.at,
  clients: [...finding.clients],
  fix: { kind: finding.fix.kind, label: finding.fix.label },
});

export const issueView = (issue: Issue): ImportIssue => ({
  severity: issue.severity,
  code: issue.code,
  message: issue.message,
  advice: issue.advice,
  at: issue.pointer,
  ...(issue.operation !== undefined && { operation: issue.operation }),
});

export const budgetView = (report: LintReport): ToolBudget => ({
  tools: report.totals.tools,
  bytes: report.totals.listBytes,
  tokens: report.totals.listTokens,
  clients: report.clients.map(({ client, label, state, summary, errors, warnings, limits }) => ({
    client,
    label,
    state,
    summary,
    errors,
    warnings,
    limits: limits.map((limit) => ({ ...limit })),
  })),
});
