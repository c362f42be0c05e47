import type { Clock, Logger } from "@breezeway/core";
import type { Database, Listener } from "../database/scope.ts";
import type { Change } from "../stores/changes/change.ts";
import { findLastSeq, listChanges } from "../stores/changes/list-changes.ts";

export interface ChangeFeedOptions {
  /** In the data role, which sees all workspaces. */
  readonly database: Database;
  /** Gets changes in order, at least once. When it rejects, the same changes come again. */
  readonly onChanges: (changes: readonly Change[]) => Promise<void> | void;
  /** Called at the first contact, and when changes may have been pruned unread: whatever is loaded must be loaded anew. */
  readonly onReset: () => Promise<void> | void;
  readonly log: Logger;
  readonly clock: Clock;
  /** 2 s unless told. */
  readonly pollEveryMs?: number;
  /** False: by polling alone. */
  readonly listen?: boolean;
}

export interface ChangeFeed {
  /** Resolves after the first contact, or rejects when there was none; polling goes on either way. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** When everything committed before had been taken in; undefined before the first contact. Epoch ms. */
  lastCaughtUpAt(): number | undefined;
}

const channel = "breezeway_changes";
const pageSize = 500;
const defaultPollEveryMs = 2_000;
/** Well below the 7 days after which changes are pruned. */
const longestGapMs = 24 * 3_600_000;

/**
 * Follows the table of changes: from the last seen seq, every 2 s and whenever a notification hints. The notification
 * is a hint alone, because it has no sequence and a half-open connection is silent.
 */
export const createChangeFeed = (options: ChangeFeedOptions): ChangeFeed => {
  const { database, clock, log } = options;
  const state: { seq: number | undefined; caughtUpAtMs: number | undefined } = {
    seq: undefined,
    caughtUpAtMs: undefined,
  };
  let reading: Promise<void> | undefined;
  let isHinted = false;
  let timer: NodeJS.Timeout | undefined;
  let listener: Listener | undefined;
  let isStopped = false;

  const catchUp = async (): Promise<void> => {
    const askedAtMs = clock();
    const gapMs = askedAtMs - (state.caughtUpAtMs ?? Number.NEGATIVE_INFINITY);
    if (state.seq === undefined || gapMs > longestGapMs) {
      const seq = await database.unscoped(findLastSeq);
      await options.onReset();
      state.seq = seq;
    }
    await readPages({ database, state, onChanges: options.onChanges });
    state.caughtUpAtMs = askedAtMs;
  };

  const read = (): Promise<void> => {
    if (reading !== undefined) {
      isHinted = true;
      return reading;
    }
    isHinted = false;
    reading = catchUp().finally(() => {
      reading = undefined;
      if (isHinted && !isStopped) readQuietly();
    });
    return reading;
  };
  const readQuietly = (): void => {
    read().catch((error: unknown) => {
      log.warn({ component: "feed", error }, "The change feed could not be read");
    });
  };

  return {
    start: async () => {
      timer = setInterval(readQuietly, options.pollEveryMs ?? defaultPollEveryMs);
      if (options.listen !== false)
        listener = database.listen({ channel, onNotify: readQuietly, onListening: readQuietly });
      await read();
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await listener?.stop();
      await reading?.catch(() => undefined);
    },
    lastCaughtUpAt: () => state.caughtUpAtMs,
  };
};

const readPages = async (input: {
  readonly database: Database;
  readonly state: { seq: number | undefined };
  readonly onChanges: ChangeFeedOptions["onChanges"];
}): Promise<void> => {
  for (;;) {
    const afterSeq = input.state.seq ?? 0;
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const page = await input.database.unscoped((tx) => listChanges(tx, { afterSeq, limit: pageSize }));
    const last = page.at(-1);
    if (last === undefined) return;
    // oxlint-disable-next-line no-await-in-loop
    await input.onChanges(page);
    input.state.seq = last.seq;
    if (page.length < pageSize) return;
  }
};
