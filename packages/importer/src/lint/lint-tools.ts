import { byteLength } from "../json/json-object.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { limitsOf, lintList } from "./lint-list.ts";
import { lintClients } from "./lint-report.ts";
import type { ClientVerdict, LintClient, LintFinding, LintReport, ToolSize } from "./lint-report.ts";
import { lintTool } from "./lint-tool.ts";
import type { LintedTool } from "./linted-tool.ts";

/** Measures a tool list and checks it against what clients accept. Pure. */
export const lintTools = (tools: readonly LintedTool[]): LintReport => {
  const linted = tools.map((tool) => ({ tool, ...lintTool(tool) }));
  const sizes = linted.map(({ tool, findings, schemaBytes, schemaDepth }): ToolSize => {
    const bytes = listedBytes(tool);
    return {
      key: tool.operation.key,
      name: tool.name,
      bytes,
      tokens: estimateTokens(bytes),
      schemaBytes,
      schemaDepth,
      findings: findings.length,
    };
  });
  const listBytes = sizes.reduce(
    (sum, size) => sum + size.bytes,
    '{"tools":[]}'.length + Math.max(0, sizes.length - 1),
  );
  const findings = [...lintList(tools, estimateTokens(listBytes)), ...linted.flatMap((item) => item.findings)];
  const largest = sizes.reduce<ToolSize | undefined>(
    (most, size) => (most === undefined || size.schemaBytes > most.schemaBytes ? size : most),
    undefined,
  );
  return {
    totals: {
      tools: tools.length,
      listBytes,
      listTokens: estimateTokens(listBytes),
      largestSchemaBytes: largest?.schemaBytes ?? 0,
      largestSchemaTool: largest?.name ?? "",
      deepestSchema: sizes.reduce((most, size) => Math.max(most, size.schemaDepth), 0),
    },
    tools: sizes,
    clients: lintClients.map((client) => ({
      ...verdict(client, findings),
      limits: limitsOf(client, { tools: tools.length, tokens: estimateTokens(listBytes) }),
    })),
    findings,
  };
};

/** Bytes of a tool as `tools/list` shows it. */
const listedBytes = ({ name, title, description, inputSchema, outputSchema, annotations }: LintedTool): number =>
  byteLength({
    name,
    title,
    description,
    inputSchema,
    ...(outputSchema === undefined ? {} : { outputSchema }),
    annotations,
  });

const labels: Record<LintClient, string> = {
  claude: "Claude",
  "claude-code": "Claude Code",
  cursor: "Cursor",
  vscode: "VS Code",
  chatgpt: "ChatGPT",
  gemini: "Gemini",
};

const verdict = (client: LintClient, findings: readonly LintFinding[]): Omit<ClientVerdict, "limits"> => {
  const own = findings.filter((finding) => finding.clients.includes(client));
  const errors = own.filter((finding) => finding.severity === "error").length;
  const warnings = own.filter((finding) => finding.severity === "warning").length;
  const state = errors > 0 ? "breaks" : warnings > 0 ? "limited" : "ok";
  return { client, label: labels[client], state, errors, warnings, summary: summaryOf(own, errors, warnings) };
};

const summaryOf = (own: readonly LintFinding[], errors: number, warnings: number): string => {
  if (errors > 0) return `${errors} ${errors === 1 ? "tool or list problem" : "problems"} that this client refuses.`;
  const list = own.find((finding) => finding.tool === undefined && finding.severity === "warning");
  if (list !== undefined) return list.message;
  return warnings > 0 ? `Works; ${warnings} ${warnings === 1 ? "thing" : "things"} could be better.` : "Works.";
};
