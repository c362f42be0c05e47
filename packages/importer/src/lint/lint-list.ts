import { lintClients } from "./lint-report.ts";
import type { LintClient, LintFinding, ListLimit } from "./lint-report.ts";
import type { LintedTool } from "./linted-tool.ts";

const select: LintFinding["fix"] = { kind: "select", label: "Choose fewer tools." };
const search: LintFinding["fix"] = { kind: "search_mode", label: "Choose fewer tools, or list them in search mode." };

const requestTools = 128;
const cursorTools = 40;
const comfortableTokens = 25_000;

const clientLimits: Record<LintClient, readonly Pick<ListLimit, "unit" | "limit">[]> = {
  claude: [{ unit: "tokens", limit: comfortableTokens }],
  "claude-code": [{ unit: "tokens", limit: comfortableTokens }],
  cursor: [{ unit: "tools", limit: cursorTools }],
  vscode: [{ unit: "tools", limit: requestTools }],
  chatgpt: [{ unit: "tools", limit: requestTools }],
  gemini: [{ unit: "tokens", limit: comfortableTokens }],
};

/** What a client takes of a list, and how much of it this one is. */
export const limitsOf = (client: LintClient, used: Readonly<Record<ListLimit["unit"], number>>): ListLimit[] =>
  clientLimits[client].map(({ unit, limit }) => ({ unit, used: used[unit], limit }));

const clientsOf = (unit: ListLimit["unit"], limit: number): LintClient[] =>
  lintClients.filter((client) => clientLimits[client].some((own) => own.unit === unit && own.limit === limit));

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
      clients: clientsOf("tools", requestTools),
      message: `${tools.length} tools: more than ${requestTools} do not fit into one request.`,
      fix: search,
    });
  if (tools.length > cursorTools)
    add({
      rule: "tool-count",
      severity: "warning",
      clients: clientsOf("tools", cursorTools),
      message: `${tools.length} tools: only about ${cursorTools} are used at a time.`,
      fix: search,
    });
  if (tokens > comfortableTokens)
    add({
      rule: "list-tokens",
      severity: "warning",
      clients: clientsOf("tokens", comfortableTokens),
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
        clients: lintClients,
        tool: tool.name,
        at: "/name",
        message: `Two tools are named ${tool.name}.`,
        fix: select,
      },
    ];
  });
};
