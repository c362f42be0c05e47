import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSchedules } from "./schedules/start-schedules.ts";
import { notesDocument, readEvents } from "./testing/documents.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("looking for drift", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let params: { workspace: string; server: string; sourceId: string };
  let document = notesDocument();
  let isDown = false;
  const host = createServer((_request, response) => {
    if (isDown) response.writeHead(500).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    const { browser } = team.owner;
    const workspace = team.workspace.slug;
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/openapi.json`;
    const source = { kind: "url" as const, url };
    const seen = await browser.call("previewImport", { params: { workspace }, body: { source } });
    const last = readEvents<{ preview?: { documentHash: string } }>(seen.text).at(-1);
    const server = await browser.get("createServer", {
      params: { workspace },
      body: {
        name: "Notes",
        slug: "notes",
        sources: [{ source, documentHash: last?.preview?.documentHash ?? "", baseUrl: "https://api.example.test" }],
        credential: { mode: "passthrough" },
      },
    });
    params = { workspace, server: "notes", sourceId: server.sources[0]?.id ?? "" };
  }, 60_000);
  afterAll(async () => {
    host.closeAllConnections();
    host.close();
    await dashboard.close();
  });

  const actions = async () => {
    const { changes } = await team.owner.browser.get("listChanges", { params, query: {} });
    return changes.map(({ action, actor }) => [action, actor === null]);
  };

  it("tells whether the document at the address is still the imported one, and records the look", async () => {
    const { browser } = team.owner;
    expect((await browser.get("checkDrift", { params })).drift).toMatchObject({ found: false, error: null });
    document = notesDocument({ "/new": { get: { operationId: "new", responses: { "200": { description: "New" } } } } });
    expect((await browser.get("checkDrift", { params })).drift).toMatchObject({ found: true, error: null });
    isDown = true;
    const down = (await browser.get("checkDrift", { params })).drift;
    expect(down.found).toBe(true);
    expect(down.error).not.toBeNull();
    isDown = false;
    expect((await actions()).slice(0, 3)).toEqual(Array.from({ length: 3 }, () => ["source.drift_checked", false]));
    expect((await browser.get("getServer", { params })).status).toBe("draft");
  });

  it("looks by itself when it is due, once, and records only news", async () => {
    await team.owner.browser.get("updateSource", { params, body: { driftSchedule: "daily" } });
    const schedules = startSchedules(dashboard.deps);
    const before = await actions();
    await schedules.runNow();
    expect(await actions()).toEqual(before);
    const makeDue = () =>
      dashboard.database.owner.unscoped((tx) => tx.sql`UPDATE sources SET checked_at = now() - interval '25 hours'`);
    await makeDue();
    await schedules.runNow();
    expect((await actions())[0]).toEqual(["source.drift_checked", true]);
    const { length } = await actions();
    await makeDue();
    await schedules.runNow();
    expect(await actions()).toHaveLength(length);
    await schedules.stop();
  });
});
