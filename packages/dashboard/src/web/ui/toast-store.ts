export interface ToastItem {
  id: number;
  title: string;
  isBad: boolean;
  action: { label: string; onClick: () => void } | undefined;
  /** How long it may still be seen while nobody looks at it. */
  remainingMs: number;
}

const maxShown = 4;

/** What is to be said, oldest first. Time stands still while someone points at it or has the focus in it. */
export const createToastStore = () => {
  let items: readonly ToastItem[] = [];
  let nextId = 1;
  const listeners = new Set<() => void>();
  const set = (next: readonly ToastItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => items,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: (item: Omit<ToastItem, "id">): number => {
      const id = nextId;
      nextId += 1;
      set([...items, { ...item, id }].slice(-maxShown));
      return id;
    },
    close: (id: number) => set(items.filter((item) => item.id !== id)),
    /** Lets time pass; what has had its time goes. */
    pass: (ms: number) => {
      if (items.length === 0) return;
      set(
        items
          .map((item) => ({ ...item, remainingMs: item.remainingMs - ms }))
          .filter(({ remainingMs }) => remainingMs > 0),
      );
    },
  };
};
