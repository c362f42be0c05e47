import { createLogger, systemClock } from "@breezeway/core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readDatabaseUrl } from "../database/connection-options.ts";
import { openLane } from "../database/lane.ts";
import { appendChange } from "../stores/changes/append-change.ts";
import type { Change } from "../stores/changes/change.ts";
import { listChanges } from "../stores/changes/list-changes.ts";
import { createTestDatabase, seedWorkspace, type SeededWorkspace, type TestDatabase } from "../testing/index.ts";
import { createChangeFeed, type ChangeFeed, type ChangeFeedOptions } from "./change-feed.ts";

const log = createLogger({ name: "test", level: "silent" });
let database: TestDatabase;
let seed: SeededWorkspace;
const feeds: ChangeFeed[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  seed = await seedWorkspace(database.owner);
});
afterEach(async () => {
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
});
afterAll(async () => {
  await database.close();
});

const publish = (payload: Record<string, number> = {}) =>
  database.control.inWorkspace(seed, (tx) =>
    appendChange(tx, { serverId: seed.serverId, kind: "release.published", payload }),
  );
const follow = async (options: Partial<ChangeFeedOptions> = {}) => {
  const seen: { readonly change: Change; readonly atMs: number }[] = [];
  let resets = 0;
  const feed = createChangeFeed({
    database: database.data,
    log,
    clock: systemClock,
    onReset: () => {
      resets += 1;
    },
    onChanges: (changes) => void seen.push(...changes.map((change) => ({ change, atMs: performance.now() }))),
    ...options,
  });
  feeds.push(feed);
  await feed.start();
  return { feed, seen, resets: () => resets };
};
/** Statements about other sessions need the superuser. */
const asSuperuser = async (statement: string): Promise<number> => {
  const lane = openLane({ address: readDatabaseUrl(database.migrateUrl), settings: {}, onNotice: () => undefined });
  try {
    return (await lane.sql.unsafe(statement)).length;
  } finally {
    await lane.end();
  }
};
const ofListeners =
  "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'breezeway listener'";
const listening = () =>
  expect.poll(() => asSuperuser(`SELECT pid ${ofListeners} AND state = 'idle' AND query <> ''`)).toBeGreaterThan(0);
const endListeners = () => asSuperuser(`SELECT pg_terminate_backend(pid) ${ofListeners}`);

describe("the change feed", () => {
  it("brings a change within 250 ms", async () => {
    const { seen } = await follow();
    await listening();
    for (let round = 1; round <= 5; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await publish({ round });
      const committedAt = performance.now();
      // oxlint-disable-next-line no-await-in-loop
      await expect.poll(() => seen.length, { interval: 5 }).toBe(round);
      expect((seen.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) - committedAt).toBeLessThan(250);
    }
    expect(seen.at(-1)?.change).toMatchObject({
      workspaceId: seed.workspaceId,
      serverId: seed.serverId,
      kind: "release.published",
      payload: { round: 5 },
    });
  });

  it("brings a change within 5 s by polling alone", { timeout: 15_000 }, async () => {
    const { seen } = await follow({ listen: false });
    await publish();
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(1);
  });

  it("re-listens after its connection was cut and misses nothing that was committed meanwhile", async () => {
    // Polling never comes to help here.
    const { seen } = await follow({ pollEveryMs: 3_600_000 });
    await listening();
    await endListeners();
    await publish();
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(1);
    await publish();
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(2);
  });

  it("starts at the present: what was committed before is not told, but everything is to be loaded", async () => {
    await publish();
    const { seen, resets, feed } = await follow({ listen: false, pollEveryMs: 20 });
    expect(resets()).toBe(1);
    await publish();
    await expect.poll(() => seen.length).toBe(1);
    expect(feed.lastCaughtUpAt()).toBeGreaterThan(systemClock() - 5_000);
  });

  it("tells the same changes again when taking them in failed", async () => {
    let isBroken = true;
    const told: number[] = [];
    const { feed } = await follow({
      pollEveryMs: 20,
      listen: false,
      onChanges: (changes) => {
        told.push(...changes.map((change) => change.seq));
        if (isBroken) throw new Error("not now");
      },
    });
    await publish();
    await expect.poll(() => told.length).toBeGreaterThan(1);
    expect(new Set(told).size).toBe(1);
    const before = feed.lastCaughtUpAt() ?? 0;
    isBroken = false;
    await expect.poll(() => feed.lastCaughtUpAt()).toBeGreaterThan(before);
  });

  it("asks to load everything anew when it has been cut off for longer than changes are kept for sure", async () => {
    let now = systemClock();
    const { resets } = await follow({ pollEveryMs: 20, listen: false, clock: () => now });
    expect(resets()).toBe(1);
    now += 25 * 3_600_000;
    await expect.poll(resets).toBe(2);
  });

  it("grows in the order of commits, however many write at once", { timeout: 60_000 }, async () => {
    const from =
      (await database.owner.unscoped(({ sql }) => sql<{ seq: number }[]>`SELECT max(seq) AS seq FROM changes`))[0]
        ?.seq ?? 0;
    let done = false;
    let seenSeq = from;
    const seen: number[] = [];
    // A reader that only ever looks past its last seq, as replicas do, must meet every change.
    const reader = (async () => {
      for (let isLast = false; !isLast;) {
        isLast = done;
        // oxlint-disable-next-line no-await-in-loop
        const page = await database.data.unscoped((tx) => listChanges(tx, { afterSeq: seenSeq, limit: 1_000 }));
        seen.push(...page.map((change) => change.seq));
        seenSeq = page.at(-1)?.seq ?? seenSeq;
      }
    })();
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        database.control
          .inWorkspace(seed, async (tx) => {
            await appendChange(tx, { kind: "limits.changed", payload: { index } });
            if (index % 5 === 0) await tx.sql`SELECT pg_sleep(0.005)`;
            if (index % 10 === 9) throw new Error("rolled back on purpose");
          })
          .catch(() => undefined),
      ),
    );
    done = true;
    await reader;
    expect(seen).toHaveLength(180);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });
});
