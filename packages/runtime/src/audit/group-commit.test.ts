import { expect, test } from "vitest";
import { createGroupCommit } from "./group-commit.ts";

const setUp = (given: { readonly keep: boolean; readonly maxBytes?: number; readonly waitMs?: number }) => {
  const written: number[][] = [];
  const state = { isAway: false, errors: 0, frozen: undefined as Promise<void> | undefined };
  const commit = createGroupCommit<number>({
    write: async (items) => {
      await state.frozen;
      if (state.isAway) throw new Error("away");
      written.push([...items]);
    },
    bytesOf: () => 10,
    maxBytes: given.maxBytes ?? 1_000_000,
    delayMs: 5,
    waitMs: given.waitMs ?? 60_000,
    keep: given.keep,
    onError: () => (state.errors += 1),
  });
  return { commit, written, state };
};

test("writes what came in one moment together, in order", async () => {
  const { commit, written } = setUp({ keep: true });
  for (const item of [1, 2, 3]) commit.add(item);
  await commit.flush();
  expect(written).toEqual([[1, 2, 3]]);
  expect(commit.queuedBytes()).toBe(0);
});

test("writes by itself after its delay", async () => {
  const { commit, written } = setUp({ keep: true });
  commit.add(1);
  await expect.poll(() => written).toEqual([[1]]);
});

test("keeps what could not be written, and writes it when that is possible again", async () => {
  const { commit, written, state } = setUp({ keep: true });
  state.isAway = true;
  commit.add(1);
  await commit.flush();
  expect([state.errors, commit.queuedCount()]).toEqual([1, 1]);
  commit.add(2);
  state.isAway = false;
  await commit.flush();
  expect(written.flat()).toEqual([1, 2]);
});

test("takes no more than its bound", async () => {
  const { commit, state } = setUp({ keep: true, maxBytes: 25 });
  state.isAway = true;
  expect([commit.add(1), commit.add(2), commit.add(3)]).toEqual([true, true, false]);
  await expect(commit.addDurably(4)).rejects.toThrow("full");
});

test("tells those that wait whether their item is durable", async () => {
  const { commit, state } = setUp({ keep: false });
  await expect(commit.addDurably(1)).resolves.toBeUndefined();
  state.isAway = true;
  await expect(commit.addDurably(2)).rejects.toThrow("away");
  expect(commit.queuedCount()).toBe(0);
});

test("writes large queues in several batches", async () => {
  const { commit, written } = setUp({ keep: true });
  for (let item = 0; item < 2_500; item += 1) commit.add(item);
  await commit.flush();
  expect(written.map((batch) => batch.length)).toEqual([1_000, 1_000, 500]);
});

test("waits no longer than it says, whatever is written before, and takes back what was not begun", async () => {
  for (const keep of [false, true]) {
    const { commit, written, state } = setUp({ keep, waitMs: 20 });
    const thaw = Promise.withResolvers<void>();
    state.frozen = thaw.promise;
    await expect(commit.addDurably(1)).rejects.toThrow("too long");
    await expect(commit.addDurably(2)).rejects.toThrow("too long");
    expect(commit.queuedCount()).toBe(keep ? 2 : 1);
    thaw.resolve();
    await commit.flush();
    expect([written.flat(), commit.queuedBytes()]).toEqual([keep ? [1, 2] : [1], 0]);
  }
});
