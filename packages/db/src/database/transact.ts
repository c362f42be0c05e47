import type { Lane } from "./lane.ts";
import { deadlinePassed, readDatabaseError } from "./database-error.ts";
import type { Pool } from "./pool.ts";

export interface TransactInput<Result> {
  readonly pool: Pool;
  /** Custom settings for this transaction alone; values are checked ids, never free text. */
  readonly settings: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** The session's own statement timeout. */
  readonly statementTimeoutMs: number;
  readonly run: (lane: Lane) => Promise<Result>;
}

const settingValue = /^[A-Za-z0-9_]+$/;

/**
 * One transaction under one deadline. The deadline is kept here and not by the server, because a server that is
 * frozen keeps none; a connection that missed it is cut.
 */
export const transact = async <Result>(input: TransactInput<Result>): Promise<Result> => {
  const startedAtMs = performance.now();
  const lane = await input.pool.acquire(input.deadlineMs, deadlinePassed);
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      deadline.reject(deadlinePassed());
      lane.destroy();
    },
    Math.max(1, input.deadlineMs - (performance.now() - startedAtMs)),
  );
  try {
    return await Promise.race([perform(lane, input), deadline.promise]);
  } catch (error) {
    throw readDatabaseError(error);
  } finally {
    clearTimeout(timer);
    input.pool.release(lane);
  }
};

const perform = async <Result>(lane: Lane, input: TransactInput<Result>): Promise<Result> => {
  if (lane.ready !== undefined) await begunOrCut(lane, lane.ready);
  // Sent without waiting for the answer: the first statement of `run` follows in the same flight.
  const begun = lane.sql.unsafe(beginStatement(input)).execute();
  const running = Promise.allSettled([attempt(() => input.run(lane))]);
  await begunOrCut(lane, begun);
  const [ran] = await running;
  if (ran.status === "rejected") {
    await rollBack(lane);
    throw ran.reason;
  }
  const committed = await lane.sql.unsafe("COMMIT");
  // A failed statement whose error was caught turns COMMIT into a rollback; success must not be reported then.
  if (committed.command !== "COMMIT") throw new Error("The transaction was rolled back: a statement in it had failed.");
  return ran.value;
};

const begunOrCut = async (lane: Lane, begun: PromiseLike<unknown>): Promise<void> => {
  try {
    await begun;
  } catch (error) {
    lane.destroy();
    throw error;
  }
};

const attempt = async <Result>(run: () => Promise<Result>): Promise<Result> => run();

const rollBack = async (lane: Lane): Promise<void> => {
  if (!lane.isUsable()) return;
  try {
    await lane.sql.unsafe("ROLLBACK");
  } catch {
    // The cause of the failure is already on its way to the caller; a connection that cannot roll back is cut.
    lane.destroy();
  }
};

const beginStatement = ({ settings, deadlineMs, statementTimeoutMs }: TransactInput<unknown>): string => {
  const statements = ["BEGIN"];
  for (const [name, value] of Object.entries(settings)) {
    if (!settingValue.test(value)) throw new Error(`The scope ${name} is not an id.`);
    statements.push(`SET LOCAL ${name} = '${value}'`);
  }
  if (deadlineMs !== statementTimeoutMs) statements.push(`SET LOCAL statement_timeout = ${Math.ceil(deadlineMs)}`);
  return statements.join(";");
};
