/** Why an exchange was ended from outside. */
export type End =
  | { readonly kind: "deadline"; readonly deadlineMs: number }
  | { readonly kind: "aborted"; readonly reason: unknown };

/** Ends an exchange from outside: when its time is over, or when the caller no longer wants it. */
export interface Deadline {
  /** Sets what to do at the end, in place of what was set before. Called at once when the end has come already. */
  onEnd(act: (end: End) => void): void;
  stop(): void;
}

export const startDeadline = (deadlineMs: number, signal: AbortSignal | undefined): Deadline => {
  let end: End | undefined;
  let act: ((end: End) => void) | undefined;

  const finish = (why: End): void => {
    if (end) return;
    end = why;
    act?.(why);
  };
  const onAbort = (): void => finish({ kind: "aborted", reason: signal?.reason });
  const timer = setTimeout(() => finish({ kind: "deadline", deadlineMs }), deadlineMs);
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });

  return {
    onEnd: (next) => {
      act = next;
      if (end) next(end);
    },
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
};
