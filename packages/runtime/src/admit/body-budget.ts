/** What one request holds of the budget. */
export interface BodyHold {
  /** False where the budget, or the caller's share of it, is used up; nothing is added then. */
  readonly grow: (bytes: number) => boolean;
  readonly end: () => void;
}

/** Bytes of large request bodies in memory at once, over all connections of this process. */
export interface BodyBudget {
  /** `caller`: the bucket of the caller's address. */
  readonly open: (caller: string) => BodyHold;
  readonly heldBytes: () => number;
}

/** Bodies up to this size are not counted: the limit of requests in flight bounds them. */
export const uncountedBodyBytes = 65_536;
const shareOfOne = 0.25;

/** Counts bytes as they arrive, never as announced: an announcement costs its sender nothing. */
export const createBodyBudget = (maxBytes: number): BodyBudget => {
  const callers = new Map<string, number>();
  let held = 0;
  return {
    open: (caller) => {
      let own = 0;
      return {
        grow: (bytes) => {
          const ofCaller = (callers.get(caller) ?? 0) + bytes;
          if (held + bytes > maxBytes || ofCaller > maxBytes * shareOfOne) return false;
          callers.set(caller, ofCaller);
          held += bytes;
          own += bytes;
          return true;
        },
        end: () => {
          const left = (callers.get(caller) ?? 0) - own;
          if (left > 0) callers.set(caller, left);
          else callers.delete(caller);
          held -= own;
          own = 0;
        },
      };
    },
    heldBytes: () => held,
  };
};
