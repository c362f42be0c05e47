import type { ServerId } from "@breezeway/core";
import { and, asc, desc, eq, gte, inArray, lt, ne, sql, type SQL } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { auditEvents } from "../../schema/data-plane.ts";
import type { AuditOutcome } from "./audit-event.ts";

/** Place of an event in the list, newest first: the key of the page before or after. */
export interface AuditCursor {
  readonly at: Date;
  readonly id: string;
}

export interface ListAuditEventsInput {
  readonly serverId?: ServerId;
  readonly from?: Date;
  readonly to?: Date;
  readonly outcomes?: readonly AuditOutcome[];
  /** Everything but `ok`. */
  readonly failedOnly?: boolean;
  readonly tool?: string;
  readonly clientName?: string;
  readonly connectionHash?: string;
  readonly requestId?: string;
  /** Older than this: the next page. */
  readonly before?: AuditCursor;
  /** Newer than this, oldest first: the live tail and exports. */
  readonly after?: AuditCursor;
  readonly limit: number;
}

/** Audit events of one workspace, at most 30 days old. */
export const listAuditEvents = (tx: WorkspaceTx, input: ListAuditEventsInput) =>
  tx.orm
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.workspaceId, tx.workspaceId), ...filters(input)))
    .orderBy(
      ...(input.after === undefined
        ? [desc(auditEvents.at), desc(auditEvents.id)]
        : [asc(auditEvents.at), asc(auditEvents.id)]),
    )
    .limit(input.limit);
export type StoredAuditEvent = typeof auditEvents.$inferSelect;

const filters = (input: ListAuditEventsInput): (SQL | undefined)[] => [
  when(input.serverId, (id) => eq(auditEvents.serverId, id)),
  when(input.from, (at) => gte(auditEvents.at, at)),
  when(input.to, (at) => lt(auditEvents.at, at)),
  when(input.outcomes, isOneOf),
  // Said even where it follows from the outcomes: the indexes of failures hold for no query that does not say it.
  input.failedOnly === true || input.outcomes?.includes("ok") === false ? ne(auditEvents.outcome, "ok") : undefined,
  when(input.tool, (tool) => eq(auditEvents.tool, tool)),
  when(input.clientName, (name) => eq(auditEvents.clientName, name)),
  when(input.connectionHash, (hash) => eq(auditEvents.connectionHash, hash)),
  when(input.requestId, (id) => eq(auditEvents.requestId, id)),
  // The bound on `at` alone lets the planner leave partitions out; the row comparison is exact.
  when(input.before, ({ at, id }) =>
    and(
      sql`${auditEvents.at} <= ${instant(at)}`,
      sql`(${auditEvents.at}, ${auditEvents.id}) < (${instant(at)}, ${id})`,
    ),
  ),
  when(input.after, ({ at, id }) =>
    and(
      sql`${auditEvents.at} >= ${instant(at)}`,
      sql`(${auditEvents.at}, ${auditEvents.id}) > (${instant(at)}, ${id})`,
    ),
  ),
];

const isOneOf = (outcomes: readonly AuditOutcome[]): SQL | undefined =>
  outcomes.length === 1 && outcomes[0] !== undefined
    ? eq(auditEvents.outcome, outcomes[0])
    : inArray(auditEvents.outcome, [...outcomes]);

const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
const when = <Value>(value: Value | undefined, make: (value: Value) => SQL | undefined): SQL | undefined =>
  value === undefined ? undefined : make(value);
