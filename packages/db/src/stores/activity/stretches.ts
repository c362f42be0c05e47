import type { UserTx, UnscopedTx, WorkspaceTx } from "../../database/scope.ts";

const dayMs = 24 * 3_600_000;

/** From the first instant up to, and without, the second. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** A stretch of time split by where its counts stand. Any part may be empty. */
export interface Stretches {
  /** Whole UTC days. */
  readonly days: Stretch;
  readonly hoursBefore: Stretch;
  readonly hoursAfter: Stretch;
  /** What is not summed up yet. */
  readonly events: Stretch;
}

export interface RolledUntil {
  readonly hours: Date;
  readonly days: Date;
}

export const splitStretch = ({ from, to }: Stretch, until: RolledUntil): Stretches => {
  const rolledTo = earlier(to, until.hours);
  const daysFrom = new Date(Math.ceil(from.getTime() / dayMs) * dayMs);
  const daysTo = new Date(Math.floor(earlier(to, until.days).getTime() / dayMs) * dayMs);
  const events = { from: later(from, until.hours), to };
  if (daysFrom >= daysTo)
    return { days: emptyAt(from), hoursBefore: { from, to: rolledTo }, hoursAfter: emptyAt(from), events };
  return {
    days: { from: daysFrom, to: daysTo },
    hoursBefore: { from, to: daysFrom },
    hoursAfter: { from: daysTo, to: rolledTo },
    events,
  };
};

export const readRolledUntil = async (tx: WorkspaceTx | UnscopedTx | UserTx): Promise<RolledUntil> => {
  const [row] = await tx.sql<RolledUntil[]>`
    SELECT audit_rolled_until() AS hours, audit_days_rolled_until() AS days`;
  return row ?? { hours: new Date(0), days: new Date(0) };
};

const emptyAt = (at: Date): Stretch => ({ from: at, to: at });
const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
