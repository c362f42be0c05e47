import type { Logger } from "@breezeway/core";
import { openLane, type Lane, type LaneOptions } from "./lane.ts";
import type { Listener } from "./scope.ts";

export interface ListenerOptions {
  readonly laneOptions: LaneOptions;
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  readonly onListening: () => void;
  readonly log: Logger;
  /** How often a silent connection is asked whether it lives. */
  readonly checkEveryMs?: number;
}

const defaultCheckEveryMs = 5_000;
const answerWithinMs = 2_000;
const reopenAfterMs = { first: 50, most: 2_000 } as const;

/** Keeps one LISTEN alive: re-opens after a drop, and asks a silent connection for a sign of life (it may be half open). */
export const startListener = (options: ListenerOptions): Listener => {
  const stopping = new AbortController();
  const finished = keepListening(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
};

const keepListening = async (options: ListenerOptions, stopping: AbortSignal): Promise<void> => {
  let delayMs: number = reopenAfterMs.first;
  while (!stopping.aborted) {
    const dropped = Promise.withResolvers<void>();
    const lane = openLane({
      ...options.laneOptions,
      settings: { ...options.laneOptions.settings, application_name: "breezeway listener" },
      onNotify: (_channel, payload) => options.onNotify(payload),
      onClose: dropped.resolve,
    });
    try {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      await within(lane.sql.unsafe(`LISTEN "${options.channel}"`), answerWithinMs);
      delayMs = reopenAfterMs.first;
      options.onListening();
      // oxlint-disable-next-line no-await-in-loop
      await watch({ lane, dropped: dropped.promise, stopping, everyMs: options.checkEveryMs ?? defaultCheckEveryMs });
    } catch (error) {
      options.log.debug({ component: "listener", error }, "The notification channel dropped");
    }
    lane.destroy();
    // oxlint-disable-next-line no-await-in-loop
    await pause(delayMs, stopping);
    delayMs = Math.min(delayMs * 2, reopenAfterMs.most);
  }
};

const watch = async (input: {
  readonly lane: Lane;
  readonly dropped: Promise<void>;
  readonly stopping: AbortSignal;
  readonly everyMs: number;
}): Promise<void> => {
  while (input.lane.isUsable() && !input.stopping.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- a heartbeat
    await Promise.race([input.dropped, pause(input.everyMs, input.stopping)]);
    if (input.lane.isUsable() && !input.stopping.aborted)
      // oxlint-disable-next-line no-await-in-loop
      await within(input.lane.sql.unsafe("SELECT 1"), answerWithinMs);
  }
};

const within = async (work: PromiseLike<unknown>, timeoutMs: number): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("The database did not answer in time.")), timeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const pause = (ms: number, stopping: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stopping.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      stopping.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopping.addEventListener("abort", done, { once: true });
  });
