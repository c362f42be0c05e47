import { once } from "node:events";
import { ServiceError, workspaceId } from "@breezeway/core";
import type { WorkspaceId } from "@breezeway/core";
import { listAuditEvents } from "@breezeway/db";
import type { AuditCursor, Database, StoredAuditEvent } from "@breezeway/db";
import { configWith } from "../cli/settings-flags.ts";
import { runTask } from "../compose/run-task.ts";

export interface AuditExportOptions {
  readonly workspace: string;
  readonly from?: string;
  readonly to?: string;
  readonly dataDir?: string;
}

const pageSize = 1_000;

/** `breezeway audit export`: the audit events of one workspace as NDJSON on standard output, oldest first. */
export const auditExport = (options: AuditExportOptions): Promise<void> => {
  const id = workspaceId.schema.safeParse(options.workspace);
  if (!id.success)
    throw new ServiceError("invalid_input", { message: "--workspace takes a workspace's id, which begins with ws_." });
  const from = readTime("--from", options.from) ?? new Date(0);
  const to = readTime("--to", options.to);
  return runTask(configWith({ DATA_DIR: options.dataDir }), async ({ store }) => {
    const database = store.open("control");
    for await (const event of readAll({ database, workspace: id.data, from, ...(to && { to }) }))
      if (!process.stdout.write(`${JSON.stringify(event)}\n`)) await once(process.stdout, "drain");
  });
};

async function* readAll(input: {
  readonly database: Database;
  readonly workspace: WorkspaceId;
  readonly from: Date;
  readonly to?: Date;
}): AsyncGenerator<StoredAuditEvent> {
  let after: AuditCursor = { at: input.from, id: "" };
  for (;;) {
    const cursor = after;
    const page = await input.database.inWorkspace({ workspaceId: input.workspace }, (tx) =>
      listAuditEvents(tx, { after: cursor, ...(input.to && { to: input.to }), limit: pageSize }),
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = { at: last.at, id: last.id };
  }
}

const readTime = (flag: string, text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new ServiceError("invalid_input", {
      message: `${flag} takes a time such as 2026-01-31 or 2026-01-31T12:00:00Z.`,
    });
  return time;
};
