/** Work that goes on after an answer; waited for when the process stops. */
export interface Background {
  add(work: Promise<void>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export const createBackground = (): Background => {
  const running = new Set<Promise<void>>();
  return {
    add: (work) => {
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
};
