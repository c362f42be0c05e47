import type { Logger } from "@breezeway/core";
import type { Database } from "../database/scope.ts";
import { keepAuditTrail, pruneExpired, purgeDueWorkspaces, rollUpAudit } from "../stores/upkeep/run-upkeep.ts";

export interface UpkeepOptions {
  readonly database: Database;
  /** The data plane keeps the audit trail's partitions; the control plane also sums up, prunes and purges. */
  readonly role: "control" | "data";
  readonly log: Logger;
  /** One minute unless told. */
  readonly everyMs?: number;
}

export interface Upkeep {
  /** Runs a round now; the first one should have ended before calls are answered. Never rejects. */
  runNow(): Promise<void>;
  stop(): Promise<void>;
}

const defaultEveryMs = 60_000;

/** Keeps the tables in order while the process runs. Every replica may do it. */
export const startUpkeep = ({ database, role, log, everyMs = defaultEveryMs }: UpkeepOptions): Upkeep => {
  let running: Promise<void> | undefined;
  const tasks: readonly { readonly name: string; readonly run: () => Promise<unknown> }[] = [
    { name: "audit", run: () => keepAuditTrail(database) },
    ...(role === "control"
      ? [
          { name: "roll-up", run: () => rollUpAudit(database) },
          { name: "prune", run: () => pruneExpired(database) },
          { name: "purge", run: () => purgeDueWorkspaces(database) },
        ]
      : []),
  ];
  const round = async (): Promise<void> => {
    for (const task of tasks) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, to weigh little
        await task.run();
      } catch (error) {
        log.warn({ component: "upkeep", phase: task.name, error }, "Upkeep failed and will be tried again");
      }
    }
  };
  const runNow = (): Promise<void> => {
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void runNow(), everyMs);
  timer.unref();
  return {
    runNow,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
