/** Turns callbacks into an async iterable, in order; ends after `end`, throws after `fail`. */
export interface EventQueue<Event> extends AsyncIterable<Event> {
  push(event: Event): void;
  end(): void;
  fail(error: unknown): void;
}

export const createEventQueue = <Event>(): EventQueue<Event> => {
  const events: Event[] = [];
  let settled: { readonly error?: unknown } | undefined;
  let wake: (() => void) | undefined;
  const notify = () => {
    wake?.();
    wake = undefined;
  };
  return {
    push: (event) => {
      events.push(event);
      notify();
    },
    end: () => {
      settled ??= {};
      notify();
    },
    fail: (error) => {
      settled ??= { error };
      notify();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const event = events.shift();
        if (event !== undefined) yield event;
        else if (settled && "error" in settled) throw settled.error;
        else if (settled) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
};
