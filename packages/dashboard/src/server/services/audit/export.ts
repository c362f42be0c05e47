import type { AuditCursor } from "@breezeway/db";
import { listAuditEvents } from "@breezeway/db";
import type { AuditRow } from "../../api/activity.ts";
import type { RouteQuery } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import type { Download } from "../../handlers/handler.ts";
import { changeWorkspace } from "../change.ts";
import { auditRow, readFilter, readServerNames } from "./audit-view.ts";
import { csvHead, csvLine } from "./csv.ts";

const rowsPerRead = 1_000;

/** Streams the log oldest first, a page at a time; who exported what is recorded before the first line. */
export const exportAudit = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteQuery<"exportAudit">;
}): Promise<Download> => {
  const { format, ...filter } = input;
  const until = new Date(ctx.deps.clock());
  await changeWorkspace(ctx, async (tx) => {
    await readFilter(tx, filter);
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as object;
    return {
      result: undefined,
      changes: [{ kind: "audit.exported", subject: ctx.workspace.name, after: { format, filter: { ...given } } }],
    };
  });
  const day = until.toISOString().slice(0, 10);
  const rows = readAll(ctx, { ...filter, to: filter.to ?? until.toISOString() });
  return format === "csv"
    ? { fileName: `audit-${ctx.workspace.slug}-${day}.csv`, mediaType: "text/csv", body: asCsv(rows) }
    : {
        fileName: `audit-${ctx.workspace.slug}-${day}.ndjson`,
        mediaType: "application/x-ndjson",
        body: asNdjson(rows),
      };
};

async function* readAll(
  ctx: WorkspaceContext,
  filter: Omit<RouteQuery<"exportAudit">, "format">,
): AsyncGenerator<AuditRow[]> {
  let after: AuditCursor = { at: new Date(filter.from ?? 0), id: "" };
  for (;;) {
    const { rows, names } = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => ({
      rows: await listAuditEvents(tx, { ...(await readFilter(tx, filter)), after, limit: rowsPerRead }),
      names: await readServerNames(tx),
    }));
    if (rows.length > 0) yield rows.map((row) => auditRow(row, names));
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    after = { at: last.at, id: last.id };
  }
}

async function* asCsv(pages: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  yield csvHead;
  for await (const page of pages) yield page.map(csvLine).join("");
}

async function* asNdjson(pages: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((row) => `${JSON.stringify(row)}\n`).join("");
}
