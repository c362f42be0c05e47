import type { ConnectionHash } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNotes, recordCalls } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const minuteMs = 60_000;

describe("activity and audit", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let place: { workspaceId: string; serverId: string };
  const params = () => ({ workspace: team.workspace.slug });

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    const server = await createNotes(team.owner.browser, team.workspace.slug);
    place = { workspaceId: team.workspace.id, serverId: server.id };
    const nowMs = dashboard.clock.now();
    const calls = Array.from({ length: 120 }, (_, index) => ({
      atMs: nowMs - index * 7_000,
      tool: index % 3 === 0 ? "createNote" : "listNotes",
      outcome: index % 10 === 0 ? ("upstream_error" as const) : ("ok" as const),
      clientName: index % 2 === 0 ? "claude-code" : '=HYPERLINK("x"),"cursor"',
      connectionHash: index.toString(16).padStart(32, "0").slice(-32) as ConnectionHash,
      durationUs: 30_000,
      upstreamUs: 20_000,
    }));
    await recordCalls(dashboard, place, calls);
    const other = await foundWorkspace(dashboard);
    const elsewhere = await createNotes(other.owner.browser, other.workspace.slug);
    await recordCalls(dashboard, { workspaceId: other.workspace.id, serverId: elsewhere.id }, [{ tool: "secretTool" }]);
  }, 120_000);
  afterAll(() => dashboard.close());

  it.each(["1h", "24h", "7d", "30d"] as const)("sums the calls of %s up", async (range) => {
    const view = await team.owner.browser.get("getActivity", { params: params(), query: { range } });
    expect(view.totals).toEqual({ calls: 120, errors: 12, connections: 120 });
    expect(view.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(120);
    expect(view.points.length).toBeLessThanOrEqual(61);
    expect(view.outcomes).toEqual([
      { outcome: "ok", calls: 108 },
      { outcome: "upstream_error", calls: 12 },
    ]);
    expect(view.failures).toMatchObject([{ outcome: "upstream_error" }]);
    expect(view.failures[0]?.calls).toEqual(view.points.map(({ errors }) => errors));
    expect(view.topTools.map(({ name, calls }) => [name, calls])).toEqual([
      ["listNotes", 80],
      ["createNote", 40],
    ]);
    expect(view.topServers).toMatchObject([{ id: place.serverId, name: "Notes", calls: 120, errors: 12 }]);
    expect(view.latency?.upstream.p50).toBeGreaterThan(10);
    expect(view.latency?.upstream.p99).toBeLessThan(40);
    expect(view.latency?.own.p50).toBeGreaterThan(5);
  });

  it("lists the audit log in pages without gap or double, newest first", async () => {
    const ids: string[] = [];
    const times: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { events: { id: string; at: string }[]; nextCursor: string | null } = await team.owner.browser.get(
        "listAudit",
        { params: params(), query: { limit: "50", ...(cursor !== "" && { cursor }) } },
      );
      ids.push(...page.events.map(({ id }) => id));
      times.push(...page.events.map(({ at }) => at));
      cursor = page.nextCursor;
    }
    expect(new Set(ids).size).toBe(120);
    expect(ids).toHaveLength(120);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("filters by server, tool, outcome, client, connection and time", async () => {
    const count = async (query: Record<string, string>) =>
      (await team.owner.browser.get("listAudit", { params: params(), query: { limit: "200", ...query } })).events
        .length;
    expect(await count({ tool: "createNote" })).toBe(40);
    expect(await count({ outcome: "failed" })).toBe(12);
    expect(await count({ outcome: "ok" })).toBe(108);
    expect(await count({ client: "claude-code" })).toBe(60);
    expect(await count({ server: "notes" })).toBe(120);
    expect(await count({ connection: "1".padStart(32, "0") })).toBe(1);
    const from = new Date(dashboard.clock.now() - minuteMs).toISOString();
    expect(await count({ from })).toBeLessThan(12);
    const wrong = await team.owner.browser.call("listAudit", { params: params(), query: { outcome: "nonsense" } });
    expect(wrong.status).toBe(400);
    const forged = await team.owner.browser.call("listAudit", { params: params(), query: { cursor: "e30" } });
    expect(forged.status).toBe(400);
  });

  it("shows the calls behind each number of the activity, those that named nothing too", async () => {
    const quiet = await foundWorkspace(dashboard);
    const { browser } = quiet.owner;
    const server = await createNotes(browser, quiet.workspace.slug);
    const at = { workspace: quiet.workspace.slug };
    const failed = { outcome: "unknown_tool" as const, requestId: "req_sought" as never };
    await recordCalls(dashboard, { workspaceId: quiet.workspace.id, serverId: server.id }, [
      { tool: "", clientName: "", ...failed },
      { tool: "" },
      { tool: "listNotes", clientName: "" },
    ]);
    dashboard.clock.advance(1_000);
    const view = await browser.get("getActivity", { params: at, query: { range: "1h" } });
    const listed = async (query: Record<string, string>) =>
      (await browser.get("listAudit", { params: at, query: { from: view.from, to: view.to, ...query } })).events.length;
    expect(view.topTools.find(({ name }) => name === null)?.calls).toBe(2);
    expect(await listed({ without: "tool" })).toBe(2);
    expect(view.topClients.find(({ name }) => name === null)?.calls).toBe(2);
    expect(await listed({ without: "client" })).toBe(2);
    expect(await listed({ server: view.topServers[0]?.slug ?? "" })).toBe(3);
    expect(await listed({ request: "req_sought" })).toBe(1);
    expect(await listed({ outcome: "failed" })).toBe(1);
    expect(view.points.at(-1)?.calls).toBe(3);
  });

  it("follows what comes after a place in the log", async () => {
    const { browser } = team.owner;
    const first = await browser.get("listAudit", { params: params(), query: { limit: "1" } });
    const after = first.tailCursor ?? "";
    expect((await browser.get("listAudit", { params: params(), query: { after } })).events).toEqual([]);
    dashboard.clock.advance(5_000);
    await recordCalls(dashboard, place, [{ tool: "newest" }]);
    const tail = await browser.get("listAudit", { params: params(), query: { after } });
    expect(tail.events.map(({ tool }) => tool)).toEqual(["newest"]);
    expect(
      (await browser.get("listAudit", { params: params(), query: { after: tail.tailCursor ?? "" } })).events,
    ).toEqual([]);
  });

  it("streams the log as NDJSON and CSV, in which no cell is a formula", async () => {
    const { browser } = team.owner;
    dashboard.clock.advance(1_000);
    const ndjson = await browser.call("exportAudit", { params: params(), query: { format: "ndjson" } });
    expect(ndjson.headers.get("content-type")).toContain("application/x-ndjson");
    const rows = ndjson.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { tool: string });
    expect(rows).toHaveLength(121);
    expect(ndjson.text).not.toContain("secretTool");
    const csv = await browser.call("exportAudit", { params: params(), query: { format: "csv", outcome: "failed" } });
    const lines = csv.text.trim().split("\r\n");
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^time,id,server,/);
    const all = await browser.call("exportAudit", { params: params(), query: { format: "csv" } });
    expect(all.text).toContain(`"'=HYPERLINK(""x""),""cursor"" 2.1.0"`);
    const linked = await browser.call("exportAudit", {
      params: params(),
      query: { format: "csv" },
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(linked.status).toBe(403);
    expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-[\w-]+\.csv"$/);
  });

  it("gives the operator counts that name nobody", async () => {
    const { browser, userId } = team.owner;
    await dashboard.database.owner.unscoped((tx) => tx.sql`INSERT INTO operators (user_id) VALUES (${userId})`);
    for (const range of ["1h", "24h", "7d", "30d"] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const view = await browser.get("getOperatorActivity", { query: { range } });
      expect(view).toMatchObject({ workspaces: 3, servers: 3, users: 3, totals: { calls: 125 } });
      expect(view.busiest.workspace.map(({ calls }) => calls)).toEqual([121, 3, 1]);
      expect(view.busiest.tool.map(({ calls }) => calls)).toEqual([80, 40, 2, 1, 1, 1]);
      expect(view.failures.map(({ outcome }) => outcome)).toEqual(["upstream_error", "unknown_tool"]);
    }
    const answer = await browser.call("getOperatorActivity", { query: { range: "24h" } });
    expect(answer.text).not.toContain(team.workspace.slug);
    expect(answer.text).not.toContain("secretTool");
  });
});
