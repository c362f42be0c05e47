/** Letters that a development start shows its operator instead of sending them. */
export interface Letterbox {
  readonly print: (text: string) => void;
  readonly latest: () => string;
  /** Shows no letter while the work goes on. */
  holdBack<Result>(work: () => Promise<Result>): Promise<Result>;
}

export const createLetterbox = (): Letterbox => {
  let latest = "";
  let isHeldBack = false;
  return {
    print: (text) => {
      latest = text;
      if (!isHeldBack) process.stdout.write(`\n${text}\n`);
    },
    latest: () => latest,
    holdBack: async (work) => {
      isHeldBack = true;
      try {
        return await work();
      } finally {
        isHeldBack = false;
      }
    },
  };
};
