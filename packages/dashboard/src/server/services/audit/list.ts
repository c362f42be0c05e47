import type { AuditCursor, StoredAuditEvent } from "@breezeway/db";
import { listAuditEvents } from "@breezeway/db";
import { z } from "zod";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { auditRow, readFilter, readServerNames } from "./audit-view.ts";

const position = z.object({ at: z.iso.datetime().transform((at) => new Date(at)), id: z.string().max(60) });

const cursorOf = ({ at, id }: Pick<StoredAuditEvent, "at" | "id">): string =>
  encodeCursor({ at: at.toISOString(), id });

/** A page of the audit log; with `after`, what has come since. */
export const listAudit = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteQuery<"listAudit">;
}): Promise<RouteOutput<"listAudit">> => {
  const { cursor, after, limit, ...filter } = input;
  const before: AuditCursor | undefined = cursor === undefined ? undefined : decodeCursor(position, cursor);
  const since: AuditCursor | undefined = after === undefined ? undefined : decodeCursor(position, after);
  const { rows, names } = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => ({
    rows: await listAuditEvents(tx, {
      ...(await readFilter(tx, filter)),
      ...(before && { before }),
      ...(since && { after: since }),
      limit: limit + 1,
    }),
    names: await readServerNames(tx),
  }));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const newest = since ? last : page[0];
  return {
    events: page.map((event) => auditRow(event, names)),
    nextCursor: !since && rows.length > limit && last ? cursorOf(last) : null,
    tailCursor: newest ? cursorOf(newest) : (after ?? null),
  };
};
