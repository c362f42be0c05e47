import type { ConnectionHash } from "@breezeway/core";
import { serverId } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { auditEventOf, createTestDatabase, seedWorkspace, type TestDatabase } from "../../testing/index.ts";
import { writeAuditEvents } from "../audit/insert-audit-events.ts";
import { rollUpAudit } from "../upkeep/run-upkeep.ts";
import { countCallsByServer } from "./count-calls.ts";
import type { ActivityPoint } from "./activity-point.ts";
import { addHistograms, readPercentileUs } from "./histogram.ts";
import {
  operatorRankings,
  readOperatorActivity,
  readOperatorBusiest,
  readOperatorOutcomes,
} from "./operator-activity.ts";
import { readOutcomesOverTime } from "./outcomes-over-time.ts";
import type { OutcomePoint } from "./outcomes-over-time.ts";
import { readActivity, readRolledActivity } from "./read-activity.ts";
import { readTopValues } from "./top-values.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("activity", () => {
  it("is the same from the roll-ups as from the events", async () => {
    const fresh = await createTestDatabase();
    try {
      const seed = await seedWorkspace(fresh.owner);
      const hour = Math.floor(Date.now() / hourMs) * hourMs - 2 * hourMs;
      const events = Array.from({ length: 300 }, (_, index) =>
        auditEventOf(seed, {
          atMs: hour + index * 1_000,
          tool: index % 3 === 0 ? "createPage" : "getPage",
          outcome: index % 10 === 0 ? "upstream_error" : "ok",
          durationUs: 1_000 + index * 1_000,
          upstreamUs: index * 1_000,
        }),
      );
      await writeAuditEvents(fresh.data, [...events, auditEventOf(seed)]);
      const range = { from: new Date(hour), to: new Date(Date.now() + hourMs) };
      const inScope = <Result>(read: Parameters<typeof fresh.control.inWorkspace<Result>>[1]) =>
        fresh.control.inWorkspace(seed, read);
      const fromEvents = await inScope((tx) => readActivity(tx, { ...range, step: "hour" }));
      const topBefore = await inScope((tx) => readTopValues(tx, { ...range, dimension: "tool", limit: 5 }));
      expect(await rollUpAudit(fresh.control)).toBeGreaterThan(0);
      const rolled = await inScope((tx) => readRolledActivity(tx, { ...range, step: "hour" }));
      expect(rolled).toEqual(fromEvents);
      expect(await inScope((tx) => readTopValues(tx, { ...range, dimension: "tool", limit: 5 }))).toEqual(topBefore);
      expect(topBefore).toEqual({
        total: 2,
        top: [
          { value: "getPage", calls: 201, failures: 20 },
          { value: "createPage", calls: 100, failures: 10 },
        ],
      });
      const [first] = rolled;
      expect(first).toMatchObject({ calls: 300, failures: 30 });
      const p95 = readPercentileUs(first?.upstreamHistogram ?? [], 0.95) ?? 0;
      expect(p95 / 285_000).toBeGreaterThan(0.8);
      expect(p95 / 285_000).toBeLessThan(1.25);
      const operator = await fresh.control.unscoped((tx) => readOperatorActivity(tx, { ...range, step: "hour" }));
      expect(operator[0]).toMatchObject({ calls: 300, failures: 30 });
      expect(await rollUpAudit(fresh.control)).toBe(0);
      // A replica that could not reach the database for a while writes late; the second look finds it.
      await writeAuditEvents(fresh.data, [auditEventOf(seed, { atMs: hour + 1 })]);
      await fresh.owner.unscoped(
        ({ sql }) => sql`UPDATE audit_rolled_hours SET rolled_at = now() - interval '21 minutes'`,
      );
      expect(await rollUpAudit(fresh.control)).toBe(2);
      expect((await inScope((tx) => readRolledActivity(tx, { ...range, step: "hour" })))[0]).toMatchObject({
        calls: 301,
      });
      expect(await rollUpAudit(fresh.control)).toBe(0);
    } finally {
      await fresh.close();
    }
  });

  it("is the same from whole days as from their hours and from the events", async () => {
    const fresh = await createTestDatabase();
    try {
      const seed = await seedWorkspace(fresh.owner);
      const other = await seedWorkspace(fresh.owner);
      const secondServer = serverId.create();
      const today = Math.floor(Date.now() / dayMs) * dayMs;
      const threeDaysAgo = today - 3 * dayMs;
      await makePartitions(fresh, threeDaysAgo);
      const events = Array.from({ length: 600 }, (_, index) =>
        auditEventOf(index % 7 === 0 ? other : seed, {
          atMs: threeDaysAgo + index * 400_000,
          tool: `tool-${index % 4}`,
          outcome: index % 10 === 0 ? "upstream_error" : "ok",
          durationUs: 2_000 + index * 900,
          upstreamUs: index * 800,
          connectionHash: String(index % 23).padStart(32, "0") as ConnectionHash,
          ...(index % 3 === 0 && index % 7 !== 0 ? { serverId: secondServer } : {}),
        }),
      ).filter(({ atMs }) => atMs < Date.now());
      await writeAuditEvents(fresh.data, events);
      const range = { from: new Date(threeDaysAgo), to: new Date(Date.now() + hourMs) };
      const read = async () =>
        fresh.control.inWorkspace(seed, async (tx) => ({
          points: mergeByDay(await readRolledActivity(tx, { ...range, step: "day" })),
          pointsOfServer: mergeByDay(await readRolledActivity(tx, { ...range, serverId: secondServer, step: "day" })),
          connections: await readTopValues(tx, { ...range, dimension: "connection", limit: 50 }),
          connectionsOfServer: await readTopValues(tx, {
            ...range,
            serverId: secondServer,
            dimension: "connection",
            limit: 50,
          }),
          outcomes: await readTopValues(tx, { ...range, dimension: "outcome", limit: 50 }),
          outcomesByDay: outcomesByDay(await readOutcomesOverTime(tx, { ...range, step: "day" })),
          outcomesByHour: await readOutcomesOverTime(tx, { ...range, step: "hour" }),
          outcomesOfServer: outcomesByDay(
            await readOutcomesOverTime(tx, { ...range, serverId: secondServer, step: "day" }),
          ),
          withinDays: await readTopValues(tx, {
            from: new Date(threeDaysAgo + 5 * hourMs),
            to: new Date(today - 5 * hourMs),
            dimension: "tool",
            limit: 50,
          }),
          servers: await countCallsByServer(tx, range),
        }));
      const readOperator = () =>
        fresh.control.unscoped(async (tx) => ({
          points: mergeByDay(await readOperatorActivity(tx, { ...range, step: "day" })),
          outcomes: outcomesByDay(await readOperatorOutcomes(tx, { ...range, step: "day" })),
          busiest: await Promise.all(
            operatorRankings.map((of) => readOperatorBusiest(tx, { ...range, step: "day", of, limit: 50 })),
          ),
          lastHour: await readOperatorActivity(tx, {
            from: new Date(Date.now() - hourMs),
            to: range.to,
            step: "minute",
          }),
        }));
      const fromEvents = await read();
      expect(fromEvents.connections.total).toBe(23);
      const operatorFromEvents = await readOperator();
      expectSumsOf(operatorFromEvents, events.length);
      await rollUpEverything(fresh);
      expect(await countDays(fresh)).toBe(0);
      expect(await read()).toEqual(fromEvents);
      expect(await readOperator()).toEqual(operatorFromEvents);

      await fresh.owner.unscoped(({ sql }) => sql`UPDATE audit_rolled_hours SET is_final = true`);
      await rollUpAudit(fresh.control);
      expect(await countDays(fresh)).toBe(3);
      expect(await read()).toEqual(fromEvents);
      expect(await readOperator()).toEqual(operatorFromEvents);
      const days = await fresh.control.inWorkspace(seed, (tx) => readRolledActivity(tx, { ...range, step: "day" }));
      expect(days.filter(({ at }) => at.getTime() < today)).toHaveLength(3);
    } finally {
      await fresh.close();
    }
  });
});

const makePartitions = (fresh: TestDatabase, fromMs: number): Promise<void> =>
  fresh.owner.unscoped(async ({ sql }) => {
    for (let day = fromMs; day < Date.now(); day += dayMs)
      // oxlint-disable-next-line no-await-in-loop
      await sql`SELECT maintain_audit_partitions_at(${new Date(day)})`;
  });

const rollUpEverything = async (fresh: TestDatabase): Promise<void> => {
  // oxlint-disable-next-line no-await-in-loop
  while ((await rollUpAudit(fresh.control)) > 0);
};

const countDays = async (fresh: TestDatabase): Promise<number> => {
  const [row] = await fresh.owner.unscoped(
    ({ sql }) => sql<{ days: number }[]>`SELECT count(*) AS days FROM audit_rolled_days`,
  );
  return row?.days ?? 0;
};

/** Days may come whole or in hours; summed up, they must not differ. */
const mergeByDay = (points: readonly ActivityPoint[]) =>
  [...Map.groupBy(points, ({ at }) => Math.floor(at.getTime() / dayMs))].map(([day, parts]) => ({
    day,
    calls: sum(parts.map(({ calls }) => calls)),
    failures: sum(parts.map(({ failures }) => failures)),
    bytesIn: sum(parts.map(({ bytesIn }) => bytesIn)),
    bytesOut: sum(parts.map(({ bytesOut }) => bytesOut)),
    own: addHistograms(parts.map(({ ownHistogram }) => ownHistogram)),
    upstream: addHistograms(parts.map(({ upstreamHistogram }) => upstreamHistogram)),
  }));

const outcomesByDay = (points: readonly OutcomePoint[]) =>
  [...Map.groupBy(points, ({ at, outcome }) => `${Math.floor(at.getTime() / dayMs)} ${outcome}`)]
    .map(([day, parts]) => `${day}: ${sum(parts.map(({ calls }) => calls))}`)
    .toSorted((a, b) => a.localeCompare(b));

/** Each ranking spreads all calls over two workspaces, three servers and so on, and says no more than how many. */
const expectSumsOf = ({ busiest }: { busiest: readonly (readonly { calls: number }[])[] }, calls: number): void => {
  expect(busiest.map((rows) => sum(rows.map((row) => row.calls)))).toEqual(operatorRankings.map(() => calls));
  expect(busiest.map((rows) => rows.length)).toEqual([2, 3, 12, 1]);
  for (const row of busiest.flat()) expect(Object.keys(row)).toEqual(["calls", "failures"]);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
