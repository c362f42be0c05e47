import type { Logger } from "@breezeway/core";

/** What a process has started, ended in the opposite order, once. */
export interface Lifetime {
  /** Registers what ends a part; parts registered later end earlier. */
  onStop(name: string, stop: () => Promise<void>): void;
  /** Ends every part; a part that fails is logged and the rest still end. */
  stop(): Promise<void>;
  /** Resolves when the process has been asked to stop and everything has ended. */
  readonly stopped: Promise<void>;
}

export const createLifetime = (log: Logger): Lifetime => {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;

  const stopAll = async (): Promise<void> => {
    for (const part of parts.toReversed())
      try {
        await part.stop();
      } catch (error) {
        log.error({ error, component: part.name }, "A part did not stop cleanly.");
      }
    resolve();
  };

  return {
    onStop: (name, stop) => parts.push({ name, stop }),
    stop: () => (stopping ??= stopAll()),
    stopped,
  };
};

/** Stops on SIGINT, SIGTERM and SIGHUP; a second signal ends the process at once. */
export const stopOnSignals = (lifetime: Lifetime, log: Logger): void => {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "Stopping.");
    void lifetime.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
};

/** An exception nobody caught leaves the process in an unknown state: log, drain, end with 1. */
export const stopOnDefect = (lifetime: Lifetime, log: Logger): void => {
  const onDefect = (error: unknown): void => {
    log.fatal({ error }, "An unexpected error reached the top; stopping.");
    process.exitCode = 1;
    void lifetime.stop();
  };
  process.on("uncaughtException", onDefect);
  process.on("unhandledRejection", onDefect);
};
