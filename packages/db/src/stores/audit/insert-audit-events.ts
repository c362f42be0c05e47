import { readSqlState } from "../../database/database-error.ts";
import type { Database, TransactionOptions, UnscopedTx } from "../../database/scope.ts";
import { eventColumns, intentColumns, textColumn } from "./audit-columns.ts";
import type { AuditEvent, AuditIntent } from "./audit-event.ts";

const noPartition = "23514";

/**
 * Writes a batch durably in one transaction (relaxed mode). Writing a batch again after a lost answer adds nothing.
 * Throws `unavailable` when it may not have been written.
 */
export const writeAuditEvents = (
  database: Database,
  events: readonly AuditEvent[],
  options?: TransactionOptions,
): Promise<void> => write(database, (tx) => insertEvents(tx, events), options);

/** Strict mode, before the upstream is called: the call is on record once this returns. */
export const writeAuditIntents = (
  database: Database,
  intents: readonly AuditIntent[],
  options?: TransactionOptions,
): Promise<void> => write(database, (tx) => insertIntents(tx, intents), options);

/** Strict mode, before the answer: each event takes the place of its intent (same id). */
export const writeAuditOutcomes = (
  database: Database,
  events: readonly AuditEvent[],
  options?: TransactionOptions,
): Promise<void> =>
  write(
    database,
    async (tx) => {
      // Waited for together: when both fail, as on a server that hangs, neither may be left without a listener.
      await Promise.all([closeIntents(tx, events), insertEvents(tx, events)]);
    },
    options,
  );

const write = async (
  database: Database,
  run: (tx: UnscopedTx) => Promise<void>,
  options: TransactionOptions | undefined,
): Promise<void> => {
  try {
    await database.unscoped(run, options);
  } catch (error) {
    if (readSqlState(error)?.code !== noPartition) throw error;
    // Nobody made today's partition, e.g. after days of standing still.
    await database.unscoped((tx) => tx.sql`SELECT maintain_audit_partitions()`.then(() => undefined));
    await database.unscoped(run, options);
  }
};

// One statement text for every batch size: the rows travel as one array literal for each column.
const insertEvents = async (tx: UnscopedTx, events: readonly AuditEvent[]): Promise<void> => {
  await tx.sql.unsafe(eventColumns.statement, eventColumns.values(events), { prepare: true });
};

const insertIntents = async (tx: UnscopedTx, intents: readonly AuditIntent[]): Promise<void> => {
  await tx.sql.unsafe(intentColumns.statement, intentColumns.values(intents), { prepare: true });
};

const closeIntents = async (tx: UnscopedTx, events: readonly AuditEvent[]): Promise<void> => {
  await tx.sql`DELETE FROM audit_intents WHERE id = ANY (${textColumn(events.map((event) => event.id))}::text::text[])`;
};
