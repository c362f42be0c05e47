/** Refuses new work while the process is too busy to finish what it has. */
export interface OverloadGuard {
  /** Seconds to wait where the request should be refused. */
  readonly check: () => number | undefined;
  readonly enter: () => void;
  readonly leave: () => void;
  readonly inFlight: () => number;
  readonly stop: () => void;
}

export interface OverloadOptions {
  /** Requests in flight at once. */
  readonly maxInFlight: number;
  /** Lateness of the event loop from which on requests are refused, first some, then all. */
  readonly lagFromMs: number;
  readonly lagFullMs: number;
  readonly random: () => number;
  readonly now: () => number;
}

const sampleMs = 10;
const retryAfterSeconds = 1;
const smoothing = 0.3;

/** Sheds in proportion to how late the event loop runs: what is let in still finishes in time. */
export const createOverloadGuard = (options: OverloadOptions): OverloadGuard => {
  let inFlight = 0;
  let lagMs = 0;
  let expectedAt = options.now() + sampleMs;
  const timer = setInterval(() => {
    const late = Math.max(0, options.now() - expectedAt);
    lagMs += smoothing * (late - lagMs);
    expectedAt = options.now() + sampleMs;
  }, sampleMs);
  timer.unref();
  return {
    check: () => {
      if (inFlight >= options.maxInFlight) return retryAfterSeconds;
      if (lagMs <= options.lagFromMs) return undefined;
      const share = (lagMs - options.lagFromMs) / (options.lagFullMs - options.lagFromMs);
      return options.random() < share ? retryAfterSeconds : undefined;
    },
    enter: () => {
      inFlight += 1;
    },
    leave: () => {
      inFlight -= 1;
    },
    inFlight: () => inFlight,
    stop: () => clearInterval(timer),
  };
};
