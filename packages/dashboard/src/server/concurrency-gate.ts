import { ServiceError } from "@breezeway/core";

export interface GateOptions {
  readonly maxConcurrent: number;
  readonly maxQueued: number;
  /** Said to whoever finds the queue full. */
  readonly refusal: string;
}

export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets so many pieces of heavy work run at once, keeps so many waiting in order, and refuses the rest. */
export const createGate = ({ maxConcurrent, maxQueued, refusal }: GateOptions): Gate => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= maxConcurrent) {
      if (waiting.length >= maxQueued)
        throw new ServiceError("unavailable", { message: refusal, retryAfterSeconds: 5 });
      // Whoever finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
