import { purgeDueUsers } from "@breezeway/db";
import type { Deps } from "../context.ts";
import { checkDueSources } from "./check-due-sources.ts";

export interface Schedules {
  /** One round now; never rejects. */
  runNow(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 60_000;

/** What happens by itself. Any replica may run it: work is taken from the database, each piece once. */
export const startSchedules = (deps: Deps): Schedules => {
  let running: Promise<void> | undefined;
  const attempt = async (phase: string, run: () => Promise<unknown>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      deps.log.warn({ component: "schedules", phase, error }, "Scheduled work failed and will be tried again");
    }
  };
  const runNow = (): Promise<void> => {
    running ??= (async () => {
      await attempt("drift", () => checkDueSources(deps));
      await attempt("accounts", () => deps.database.unscoped(purgeDueUsers));
    })().finally(() => {
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
