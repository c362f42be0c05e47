/** Collects items for a moment and writes them together. Items wait, in order and bounded, while writing fails. */
export interface GroupCommit<Item> {
  /** False where the queue is full; the item is then not taken. */
  readonly add: (item: Item) => boolean;
  /**
   * Resolves when the item is durable; rejects where the queue is full, the write failed or `waitMs` are over.
   * An item that is not durable then stays queued if `keep` says so.
   */
  readonly addDurably: (item: Item) => Promise<void>;
  readonly hasRoom: () => boolean;
  readonly queuedBytes: () => number;
  readonly queuedCount: () => number;
  /** Writes what is queued; resolves when the queue is empty or one write has failed. */
  readonly flush: () => Promise<void>;
}

export interface GroupCommitOptions<Item> {
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly bytesOf: (item: Item) => number;
  readonly maxBytes: number;
  /** How long an item may wait for company. */
  readonly delayMs: number;
  /** How long `addDurably` waits, other items' writes included. */
  readonly waitMs: number;
  /** Items that failed to be written wait for the next attempt (true), or are given up (false). */
  readonly keep: boolean;
  readonly onError: (error: unknown, count: number) => void;
}

interface Entry<Item> {
  readonly item: Item;
  readonly bytes: number;
  readonly settle: ((error?: unknown) => void) | undefined;
}

const maxBatch = 1_000;
const retryDelayMs = 250;

export const createGroupCommit = <Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> => {
  let queue: Entry<Item>[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<boolean> | undefined;
  /** How many of the queue's first are being written. */
  let beingWritten = 0;

  const schedule = (delayMs: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void drain();
    }, delayMs);
  };

  const push = (item: Item, settle: Entry<Item>["settle"], delayMs: number): Entry<Item> | undefined => {
    const size = options.bytesOf(item);
    if (bytes + size > options.maxBytes) return undefined;
    const entry = { item, bytes: size, settle };
    queue.push(entry);
    bytes += size;
    if (writing === undefined) schedule(queue.length >= maxBatch ? 0 : delayMs);
    return entry;
  };

  /** Takes an item back that nobody waits for any more, unless it is on its way already. */
  const withdraw = (entry: Entry<Item>): void => {
    const index = queue.indexOf(entry, beingWritten);
    if (index === -1) return;
    queue.splice(index, 1);
    bytes -= entry.bytes;
  };

  const writeBatch = async (): Promise<boolean> => {
    const batch = queue.slice(0, maxBatch);
    beingWritten = batch.length;
    let failure: { readonly error: unknown } | undefined;
    try {
      await options.write(batch.map(({ item }) => item));
    } catch (error) {
      failure = { error };
      options.onError(error, batch.length);
    }
    beingWritten = 0;
    if (failure === undefined || !options.keep) {
      queue = queue.slice(batch.length);
      for (const entry of batch) bytes -= entry.bytes;
    }
    for (const [index, entry] of batch.entries()) {
      entry.settle?.(failure?.error);
      // Whoever waited has had the answer; a kept item is written later for the record alone.
      if (failure !== undefined && options.keep) queue[index] = { ...entry, settle: undefined };
    }
    return failure === undefined;
  };

  const drain = async (): Promise<void> => {
    if (writing !== undefined) return void (await writing);
    writing = writeBatch();
    const isWritten = await writing;
    writing = undefined;
    if (queue.length === 0) return;
    if (isWritten) await drain();
    else if (timer === undefined) schedule(retryDelayMs);
  };

  return {
    add: (item) => push(item, undefined, options.delayMs) !== undefined,
    addDurably: (item) =>
      new Promise((resolve, reject) => {
        const settle = (error?: unknown): void => {
          clearTimeout(limit);
          if (error === undefined) resolve();
          else reject(toError(error));
        };
        // Those that wait are written as soon as the current turn's others have joined.
        const entry = push(item, settle, 0);
        const limit = setTimeout(() => {
          if (entry !== undefined && !options.keep) withdraw(entry);
          reject(new Error("Writing takes too long."));
        }, options.waitMs);
        if (entry === undefined) settle(new Error("The audit queue is full."));
      }),
    hasRoom: () => bytes < options.maxBytes,
    queuedBytes: () => bytes,
    queuedCount: () => queue.length,
    flush: async () => {
      clearTimeout(timer);
      timer = undefined;
      if (writing !== undefined) await writing;
      if (queue.length > 0) await drain();
    },
  };
};

const toError = (error: unknown): Error =>
  error instanceof Error ? error : new Error("Writing failed.", { cause: error });
