import { createEgress, ServiceError } from "@breezeway/core";
import type { Config } from "@breezeway/core";
import { importInWorker } from "@breezeway/importer";
import type { ImportResult } from "@breezeway/importer";
import { configWith } from "../cli/settings-flags.ts";
import { allowTyped } from "../cli/typed-addresses.ts";
import { documentInput, documentLoader } from "../compose/document-loader.ts";

/** `breezeway import DOCUMENT`: what a document would become. Writes nothing. */
export const importPreview = async (document: string, options: { readonly json: boolean }): Promise<void> => {
  const config: Config = configWith({ LOG_LEVEL: "silent", ALLOWED_PRIVATE_NETWORKS: allowTyped(document) });
  const egress = createEgress(config.egress);
  try {
    const input = documentInput(document);
    const result = await importInWorker({ input, loader: documentLoader(input, egress) });
    process.stdout.write(options.json ? `${JSON.stringify(asJson(result), undefined, 2)}\n` : asText(result));
    if (result.tools.length === 0)
      throw new ServiceError("invalid_document", {
        message: "No operation of this document became a tool; the reasons are above.",
      });
  } finally {
    await egress.close();
  }
};

const asJson = ({ document, servers, tools, refused, issues, report }: ImportResult) => ({
  document,
  servers,
  tools,
  refused,
  issues,
  report,
});

const asText = ({ document, operations, tools, refused, issues, report }: ImportResult): string => {
  const { totals } = report;
  const lines = [
    `${document.title} ${document.version} (OpenAPI ${document.dialect}, ${kilobytes(document.bytes)})`,
    `${operations} operations, ${tools.length} tools, ${refused.length} refused`,
    `tools/list: ${kilobytes(totals.listBytes)}, about ${totals.listTokens} tokens; largest schema ${kilobytes(totals.largestSchemaBytes)} (${totals.largestSchemaTool})`,
    "",
    ...tools.map(
      (tool) =>
        `  ${tool.annotations.readOnlyHint ? "reads " : "writes"}  ${tool.name}  ${tool.operation.method} ${tool.operation.path}`,
    ),
    ...section(
      "Refused",
      refused.map((row) => `${row.operation} (${row.pointer}): ${row.reason}`),
    ),
    ...section(
      "Issues",
      issues
        .filter((issue) => issue.severity !== "info")
        .map((issue) => `${issue.pointer}: ${issue.message} ${issue.advice}`),
    ),
    ...section(
      "Clients",
      report.clients.map((client) => `${client.label}: ${client.summary}`),
    ),
  ];
  return `${lines.join("\n")}\n`;
};

const section = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ["", `${title}:`, ...rows.map((row) => `  ${row}`)];

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
