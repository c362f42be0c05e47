import type { Database } from "../../database/scope.ts";

const upkeepDeadlineMs = 30_000;

export interface AuditUpkeep {
  readonly partitionsMade: number;
  readonly partitionsDropped: number;
  /** Intents whose call had died; now events with the outcome `unknown`. */
  readonly intentsSettled: number;
}

/** Makes and drops the audit trail's partitions and settles intents. Both roles may; many at once are harmless. */
export const keepAuditTrail = (database: Database): Promise<AuditUpkeep> =>
  database.unscoped(
    async ({ sql }) => {
      const [partitions] = await sql<{ made: number; dropped: number }[]>`
        SELECT made, dropped FROM maintain_audit_partitions()`;
      const [settled] = await sql<{ count: number }[]>`SELECT settle_audit_intents() AS count`;
      return {
        partitionsMade: partitions?.made ?? 0,
        partitionsDropped: partitions?.dropped ?? 0,
        intentsSettled: settled?.count ?? 0,
      };
    },
    { deadlineMs: upkeepDeadlineMs },
  );

/** Sums up whole hours of the audit trail, then the days that are complete; returns how many hours. The control role alone may. */
export const rollUpAudit = async (database: Database): Promise<number> => {
  const [hours] = await database.unscoped(({ sql }) => sql<{ count: number }[]>`SELECT roll_up_audit() AS count`, {
    deadlineMs: upkeepDeadlineMs,
  });
  await database.unscoped(({ sql }) => sql`SELECT roll_up_audit_days()`.then(() => undefined), {
    deadlineMs: upkeepDeadlineMs,
  });
  return hours?.count ?? 0;
};

/** Deletes what has outlived its use; returns how many rows. The control role alone may. */
export const pruneExpired = async (database: Database): Promise<number> => {
  const [row] = await database.unscoped(({ sql }) => sql<{ rows: number }[]>`SELECT prune_expired() AS rows`, {
    deadlineMs: upkeepDeadlineMs,
  });
  return row?.rows ?? 0;
};

/** Removes workspaces whose grace period is over, with their audit; true when none is left to do. */
export const purgeDueWorkspaces = async (database: Database): Promise<boolean> => {
  const [row] = await database.unscoped(({ sql }) => sql<{ done: boolean }[]>`SELECT purge_due_workspaces() AS done`, {
    deadlineMs: upkeepDeadlineMs,
  });
  return row?.done ?? true;
};
