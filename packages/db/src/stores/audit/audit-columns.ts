import type { AuditEvent, AuditIntent } from "./audit-event.ts";
import { boundText } from "./bound-text.ts";

const longestText = 200;
const largestInteger = 2_147_483_647;
const largestSmallInteger = 32_767;
/** Text that stands in an array literal without quotes: ids, hashes, plain names. */
const plainText = /^[A-Za-z0-9_.-]+$/;

interface Column<Row> {
  readonly name: string;
  /** Type of the array that carries it, and how its element becomes the column. */
  readonly type: string;
  readonly expression?: string;
  readonly literal: (row: Row) => string;
}

const quote = (text: string): string => {
  const bounded = boundText(text, longestText);
  return plainText.test(bounded) && bounded !== "NULL" ? bounded : `"${bounded.replace(/["\\]/g, "\\$&")}"`;
};
const integer = (value: number, most = largestInteger): string =>
  String(Math.min(most, Math.max(0, Math.round(value) || 0)));

const shared: readonly Column<AuditIntent>[] = [
  {
    name: "at",
    type: "float8",
    // A clock that is ahead must not aim at a day whose partition is not made yet.
    expression: "least(to_timestamp(at / 1000), now() + interval '1 day')",
    literal: (row) => String(row.atMs),
  },
  { name: "id", type: "text", literal: (row) => row.id },
  { name: "workspace_id", type: "text", literal: (row) => row.workspaceId },
  { name: "server_id", type: "text", literal: (row) => row.serverId },
  { name: "release_id", type: "text", literal: (row) => row.releaseId },
  { name: "tool", type: "text", literal: (row) => quote(row.tool) },
  { name: "method", type: "text", literal: (row) => quote(row.method) },
  { name: "path_template", type: "text", literal: (row) => quote(row.pathTemplate) },
  { name: "client_name", type: "text", literal: (row) => quote(row.clientName) },
  { name: "client_version", type: "text", literal: (row) => quote(row.clientVersion) },
  { name: "connection_hash", type: "text", literal: (row) => quote(row.connectionHash) },
  { name: "request_id", type: "text", literal: (row) => row.requestId },
];

const outcome: readonly Column<AuditEvent>[] = [
  { name: "outcome", type: "text", literal: (row) => row.outcome },
  {
    name: "upstream_status",
    type: "int2",
    literal: (row) => (row.upstreamStatus === undefined ? "NULL" : integer(row.upstreamStatus, largestSmallInteger)),
  },
  { name: "duration_us", type: "int4", literal: (row) => integer(row.durationUs) },
  { name: "upstream_us", type: "int4", literal: (row) => integer(row.upstreamUs) },
  { name: "bytes_in", type: "int4", literal: (row) => integer(row.bytesIn) },
  { name: "bytes_out", type: "int4", literal: (row) => integer(row.bytesOut) },
  { name: "retries", type: "int2", literal: (row) => integer(row.retries, largestSmallInteger) },
  { name: "redactions", type: "int4", literal: (row) => integer(row.redactions) },
];

const insertOf = <Row>(table: string, columns: readonly Column<Row>[]) => {
  const names = columns.map(({ name }) => name).join(", ");
  const chosen = columns.map(({ name, expression }) => expression ?? name).join(", ");
  const arrays = columns.map(({ type }, index) => `$${index + 1}::text::${type}[]`).join(", ");
  return {
    statement: `INSERT INTO ${table} (${names}) SELECT ${chosen} FROM unnest(${arrays}) AS batch (${names}) ON CONFLICT DO NOTHING`,
    values: (rows: readonly Row[]): string[] => columns.map(({ literal }) => literalOf(rows, literal)),
  };
};

const literalOf = <Row>(rows: readonly Row[], literal: (row: Row) => string): string => {
  let text = "";
  for (const row of rows) text += text === "" ? literal(row) : `,${literal(row)}`;
  return `{${text}}`;
};

/** An array literal of texts. */
export const textColumn = (texts: readonly string[]): string => literalOf(texts, quote);

export const intentColumns = insertOf<AuditIntent>("audit_intents", shared);
export const eventColumns = insertOf<AuditEvent>("audit_events", [...shared, ...outcome]);
