import type { LintFinding } from "./lint-report.ts";
import type { LintedTool } from "./linted-tool.ts";

const select: LintFinding["fix"] = { kind: "select", label: "Choose fewer tools." };
const search: LintFinding["fix"] = { kind: "search_mode", label: "Choose fewer tools, or list them in search mode." };

const requestTools = 128;
const cursorTools = 40;
const comfortableTokens = 25_000;

/** What the clients' limits say about the list as a whole. */
export const lintList = (tools: readonly LintedTool[], tokens: number): LintFinding[] => {
  const findings: LintFinding[] = [];
  const add = (finding: Omit<LintFinding, "at">): void => {
    findings.push({ ...finding, at: "/tools" });
  };
  if (tools.length > requestTools)
    add({
      rule: "tool-count",
      severity: "warning",
      clients: ["vscode", "chatgpt"],
      message: `${tools.length} tools: more than ${requestTools} do not fit into one request.`,
      fix: search,
    });
  if (tools.length > cursorTools)
    add({
      rule: "tool-count",
      severity: "warning",
      clients: ["cursor"],
      message: `${tools.length} tools: only about ${cursorTools} are used at a time.`,
      fix: search,
    });
  if (tokens > comfortableTokens)
    add({
      rule: "list-tokens",
      severity: "warning",
      clients: ["claude", "claude-code", "gemini"],
      message: `The list takes about ${tokens} tokens of every conversation.`,
      fix: search,
    });
  return [...findings, ...duplicates(tools)];
};

const duplicates = (tools: readonly LintedTool[]): LintFinding[] => {
  const seen = new Set<string>();
  return tools.flatMap((tool): LintFinding[] => {
    if (!seen.has(tool.name)) {
      seen.add(tool.name);
      return [];
    }
    return [
      {
        rule: "name-duplicate",
        severity: "error",
        clients: ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"],
        tool: tool.name,
        at: "/name",
        message: `Two tools are named ${tool.name}.`,
        fix: select,
      },
    ];
  });
};
