import type { Lane } from "./lane.ts";

/** Lends lanes one at a time, in the order of asking. */
export interface Pool {
  /** Rejects with `onLate()` when no lane came free in time. */
  acquire(waitMs: number, onLate: () => Error): Promise<Lane>;
  release(lane: Lane): void;
  close(timeoutMs: number): Promise<void>;
}

export interface PoolOptions {
  readonly open: () => Lane;
  readonly max: number;
  /** A lane older than this is replaced when it comes back. */
  readonly maxLifeMs: number;
}

interface Waiting {
  readonly give: (lane: Lane) => void;
  readonly fail: (error: Error) => void;
}

export const createPool = ({ open, max, maxLifeMs }: PoolOptions): Pool => {
  const idle: Lane[] = [];
  const busy = new Set<Lane>();
  const waiting = new Set<Waiting>();
  let closed: { readonly whenIdle: () => void } | undefined;

  const lend = (lane: Lane): Lane => {
    busy.add(lane);
    return lane;
  };
  const take = (): Lane | undefined => {
    for (let lane = idle.pop(); lane !== undefined; lane = idle.pop()) if (lane.isUsable()) return lend(lane);
    return busy.size < max ? lend(open()) : undefined;
  };
  const serveNext = (): void => {
    const [next] = waiting;
    if (next === undefined || closed !== undefined) return;
    const lane = take();
    if (lane === undefined) return;
    waiting.delete(next);
    next.give(lane);
  };

  return {
    acquire: async (waitMs, onLate) => {
      if (closed !== undefined) throw new Error("The database pool is closed.");
      const lane = waiting.size === 0 ? take() : undefined;
      if (lane !== undefined) return lane;
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          give: (given) => {
            clearTimeout(timer);
            resolve(given);
          },
          fail: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        };
        const timer = setTimeout(() => {
          waiting.delete(entry);
          reject(onLate());
        }, waitMs);
        waiting.add(entry);
      });
    },
    release: (lane) => {
      busy.delete(lane);
      const isWorn = performance.now() - lane.openedAtMs > maxLifeMs;
      if (closed !== undefined || isWorn || !lane.isUsable()) void lane.end();
      else idle.push(lane);
      if (closed !== undefined && busy.size === 0) closed.whenIdle();
      serveNext();
    },
    close: async (timeoutMs) => {
      const drained = Promise.withResolvers<void>();
      closed = { whenIdle: drained.resolve };
      for (const entry of waiting) entry.fail(new Error("The database pool is closed."));
      waiting.clear();
      const timer = setTimeout(drained.resolve, timeoutMs);
      if (busy.size === 0) drained.resolve();
      await drained.promise;
      clearTimeout(timer);
      for (const lane of busy) lane.destroy();
      await Promise.all(idle.splice(0).map((lane) => lane.end()));
    },
  };
};
