/** Keeps what was used last, up to a sum of sizes. */
export interface BoundedMemory<Value> {
  get(key: string): Value | undefined;
  /** A value that is larger than the bound by itself is not kept. */
  set(key: string, value: Value, size: number): void;
  readonly size: number;
}

export const createBoundedMemory = <Value>({ maxSize }: { readonly maxSize: number }): BoundedMemory<Value> => {
  const entries = new Map<string, { readonly value: Value; readonly size: number }>();
  let total = 0;
  const forget = (key: string): void => {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set: (key, value, size) => {
      forget(key);
      if (size > maxSize) return;
      entries.set(key, { value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= maxSize) break;
        forget(oldest);
      }
    },
    get size() {
      return total;
    },
  };
};
