import type { AuditRow } from "../../api/activity.ts";

const columns: readonly (readonly [string, (row: AuditRow) => string | number | null])[] = [
  ["time", (row) => row.at],
  ["id", (row) => row.id],
  ["server", (row) => row.server.name],
  ["server_id", (row) => row.server.id],
  ["release_id", (row) => row.releaseId],
  ["tool", (row) => row.tool],
  ["method", (row) => row.method],
  ["path", (row) => row.path],
  ["outcome", (row) => row.outcome],
  ["upstream_status", (row) => row.upstreamStatus],
  ["duration_ms", (row) => row.durationMs],
  ["upstream_ms", (row) => row.upstreamMs],
  ["bytes_in", (row) => row.bytesIn],
  ["bytes_out", (row) => row.bytesOut],
  ["retries", (row) => row.retries],
  ["redactions", (row) => row.redactions],
  ["client", (row) => row.client],
  ["connection", (row) => row.connection],
  ["request_id", (row) => row.requestId],
];

export const csvHead = `${columns.map(([name]) => name).join(",")}\r\n`;

export const csvLine = (row: AuditRow): string => `${columns.map(([, read]) => csvCell(read(row))).join(",")}\r\n`;

/** https://www.rfc-editor.org/rfc/rfc4180#section-2; a leading quote keeps spreadsheets from running a formula. */
const csvCell = (value: string | number | null): string => {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
