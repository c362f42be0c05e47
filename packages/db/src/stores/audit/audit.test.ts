import { createLogger, type ConnectionHash } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  auditEventOf,
  createTestDatabase,
  seedWorkspace,
  type SeededWorkspace,
  type TestDatabase,
} from "../../testing/index.ts";
import { startUpkeep } from "../../upkeep/start-upkeep.ts";
import { keepAuditTrail } from "../upkeep/run-upkeep.ts";
import { writeAuditEvents, writeAuditIntents, writeAuditOutcomes } from "./insert-audit-events.ts";
import { listAuditEvents } from "./list-audit-events.ts";

const log = createLogger({ name: "test", level: "silent" });
const hourMs = 3_600_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.close();
});

const list = (seed: SeededWorkspace, input: Partial<Parameters<typeof listAuditEvents>[1]> = {}) =>
  database.control.inWorkspace(seed, (tx) => listAuditEvents(tx, { limit: 100, ...input }));

describe("audit events", () => {
  it("come back as they were written, whatever text a client sends", async () => {
    const seed = await seedWorkspace(database.owner);
    const event = auditEventOf(seed, {
      clientName: 'a "b" \\c {d,e} NULL é 🜁',
      clientVersion: "nul\0here",
      upstreamStatus: undefined,
      outcome: "deadline_exceeded",
      tool: "",
    });
    await writeAuditEvents(database.data, [
      event,
      auditEventOf(seed, { clientName: "x".repeat(500), clientVersion: "NULL" }),
    ]);
    const rows = await list(seed, { outcomes: ["deadline_exceeded"] });
    expect(rows).toHaveLength(1);
    const { atMs, upstreamStatus: _, ...same } = event;
    expect(rows[0]).toEqual({ ...same, at: new Date(atMs), upstreamStatus: null, clientVersion: "nulhere" });
    const [other] = await list(seed, { outcomes: ["ok"] });
    expect(other).toMatchObject({ clientName: "x".repeat(200), clientVersion: "NULL" });
  });

  it("are written once however often the batch is sent", async () => {
    const seed = await seedWorkspace(database.owner);
    const batch = [auditEventOf(seed), auditEventOf(seed)];
    await writeAuditEvents(database.data, batch);
    await writeAuditEvents(database.data, batch);
    expect(await list(seed)).toHaveLength(2);
  });

  it("of many workspaces go in one batch, and each sees its own", async () => {
    const [one, two] = [await seedWorkspace(database.owner), await seedWorkspace(database.owner)];
    await writeAuditEvents(database.data, [auditEventOf(one), auditEventOf(two), auditEventOf(one)]);
    expect(await list(one)).toHaveLength(2);
    expect(await list(two)).toHaveLength(1);
  });

  it("page by key in both directions without losing or repeating one, also at the same instant", async () => {
    const seed = await seedWorkspace(database.owner);
    const start = Date.now() - 1_000;
    const events = Array.from({ length: 25 }, (_, index) =>
      auditEventOf(seed, { atMs: start + Math.floor(index / 5) }),
    );
    await writeAuditEvents(database.data, events);
    const pages: string[] = [];
    let before: { at: Date; id: string } | undefined;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      const page = await list(seed, { limit: 4, ...(before === undefined ? {} : { before }) });
      const last = page.at(-1);
      if (last === undefined) break;
      pages.push(...page.map((event) => event.id));
      before = last;
    }
    expect(pages).toHaveLength(25);
    expect(new Set(pages)).toEqual(new Set(events.map((event) => event.id)));
    const forward = await list(seed, { after: { at: new Date(start - 1), id: "" } });
    expect(forward.map((event) => event.id)).toEqual(pages.toReversed());
  });

  it("can be filtered", async () => {
    const seed = await seedWorkspace(database.owner);
    await writeAuditEvents(database.data, [
      auditEventOf(seed, { tool: "deletePage", outcome: "forbidden" }),
      auditEventOf(seed, { clientName: "Other" }),
      auditEventOf(seed, { connectionHash: "f".repeat(32) as ConnectionHash }),
    ]);
    expect(await list(seed, { tool: "deletePage" })).toHaveLength(1);
    expect(await list(seed, { failedOnly: true })).toHaveLength(1);
    expect(await list(seed, { clientName: "Other" })).toHaveLength(1);
    expect(await list(seed, { connectionHash: "f".repeat(32) })).toHaveLength(1);
    expect(await list(seed, { to: new Date(Date.now() - hourMs) })).toHaveLength(0);
  });
});

describe("strict mode", () => {
  it("replaces an intent by its event", async () => {
    const seed = await seedWorkspace(database.owner);
    const event = auditEventOf(seed);
    await writeAuditIntents(database.data, [event]);
    expect(await list(seed)).toHaveLength(0);
    await writeAuditOutcomes(database.data, [event]);
    expect(await list(seed)).toHaveLength(1);
    const [left] = await database.owner.unscoped(
      ({ sql }) => sql`SELECT count(*)::int AS n FROM audit_intents WHERE workspace_id = ${seed.workspaceId}`,
    );
    expect(left).toEqual({ n: 0 });
  });

  it("turns an intent whose process died into an event of unknown outcome, at its own time", async () => {
    const seed = await seedWorkspace(database.owner);
    const atMs = Date.now() - 11 * 60_000;
    await writeAuditIntents(database.data, [auditEventOf(seed, { atMs }), auditEventOf(seed)]);
    const { intentsSettled } = await keepAuditTrail(database.data);
    expect(intentsSettled).toBe(1);
    expect(await list(seed)).toMatchObject([{ outcome: "unknown", at: new Date(atMs) }]);
  });
});

const listPartitions = async (): Promise<string[]> => {
  const rows = await database.owner.unscoped(
    ({ sql }) => sql<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'breezeway.audit_events'::regclass ORDER BY 1`,
  );
  return rows.map((row) => row.name);
};
const partitionOf = (at: Date): string => `audit_events_${at.toISOString().slice(0, 10).replaceAll("-", "")}`;
const addDays = (days: number): Date => new Date(Date.now() + days * 24 * hourMs);

describe("partitions", () => {
  it("exist three days ahead", async () => {
    const partitions = await listPartitions();
    for (const days of [-1, 0, 1, 2, 3]) expect(partitions).toContain(partitionOf(addDays(days)));
  });

  it("are made by the first write after a long stand-still", async () => {
    const fresh = await createTestDatabase();
    try {
      const seed = await seedWorkspace(fresh.owner);
      await fresh.owner.unscoped(({ sql }) => sql.unsafe(`DROP TABLE ${partitionOf(new Date())}`));
      await writeAuditEvents(fresh.data, [auditEventOf(seed)]);
      expect(await fresh.control.inWorkspace(seed, (tx) => listAuditEvents(tx, { limit: 10 }))).toHaveLength(1);
    } finally {
      await fresh.close();
    }
  });

  it(
    "hide an event at exactly 30 days and are dropped within 25 h after, a day of 100,000 in 50 ms",
    { timeout: 90_000 },
    async () => {
      const fresh = await createTestDatabase({ deadlineMs: 60_000 });
      try {
        const seed = await seedWorkspace(fresh.owner);
        const oldest = addDays(-30);
        const day = oldest.toISOString().slice(0, 10);
        await fresh.owner.unscoped(async ({ sql }) => {
          await sql`SELECT maintain_audit_partitions_at(${addDays(-31)})`;
          await sql.unsafe(`
          INSERT INTO audit_events SELECT '${day} 00:00:00+00'::timestamptz + g * interval '0.8 s', 'evt_' || g, '${seed.workspaceId}',
            '${seed.serverId}', '', 'getPage', 'GET', '/', 'ok', 200, 1, 1, 1, 1, 0, 0, 'c', '1', '', ''
          FROM generate_series(0, 99999) g`);
        });
        const askedAtMs = Date.now();
        const visible = await fresh.control.inWorkspace(
          seed,
          ({ sql }) => sql<{ oldest: Date }[]>`SELECT min(at) AS oldest FROM audit_events`,
        );
        const age = askedAtMs - (visible[0]?.oldest?.getTime() ?? askedAtMs);
        expect(age).toBeLessThanOrEqual(30 * 24 * hourMs);
        const dayEndMs = new Date(`${day}T00:00:00Z`).getTime() + 24 * hourMs;
        const expiryMs = dayEndMs + 30 * 24 * hourMs;
        const at = (ms: number) =>
          fresh.owner.unscoped(
            ({ sql }) => sql<{ dropped: number }[]>`SELECT dropped FROM maintain_audit_partitions_at(${new Date(ms)})`,
          );
        await at(expiryMs - 1_000);
        const existed = await fresh.owner.unscoped(
          ({ sql }) => sql`SELECT to_regclass(${partitionOf(oldest)}) IS NOT NULL AS yes`,
        );
        expect(existed[0]).toEqual({ yes: true });
        const startedAt = performance.now();
        await at(expiryMs);
        const tookMs = performance.now() - startedAt;
        const gone = await fresh.owner.unscoped(
          ({ sql }) => sql`SELECT to_regclass(${partitionOf(oldest)}) IS NULL AS yes`,
        );
        expect(gone[0]).toEqual({ yes: true });
        expect(tookMs).toBeLessThan(50);
      } finally {
        await fresh.close();
      }
    },
  );
});

describe("upkeep", () => {
  it("runs every task of its role and never throws", async () => {
    for (const role of ["control", "data"] as const) {
      const warned: string[] = [];
      const listening = { ...log, warn: (_fields: unknown, message: string) => void warned.push(message) };
      const upkeep = startUpkeep({ database: database[role], role, log: listening });
      // oxlint-disable-next-line no-await-in-loop
      await upkeep.runNow();
      expect(warned).toEqual([]);
      // oxlint-disable-next-line no-await-in-loop
      await upkeep.stop();
    }
  });
});
