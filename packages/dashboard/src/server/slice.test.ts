import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteOutput } from "./api/routes.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { notesDocument, readEvents, uploadOf } from "./testing/documents.ts";
import { createTestDashboard, publicUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("from sign-up to a published server", () => {
  let dashboard: TestDashboard;
  let team: Team;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());

  it("inspects, creates, edits, publishes, changes and rolls back", async () => {
    const { browser } = team.owner;
    const workspace = team.workspace.slug;
    const source = uploadOf(notesDocument());
    const inspected = await browser.call("previewImport", { params: { workspace }, body: { source } });
    expect(inspected.headers.get("content-type")).toContain("text/event-stream");
    const events = readEvents<RouteOutput<"previewImport">>(inspected.text);
    const last = events.at(-1);
    if (last?.type !== "result") throw new Error(JSON.stringify(last));
    expect(last.preview.tools.map(({ name }) => name).toSorted()).toEqual(["createNote", "deleteNote", "listNotes"]);
    const servers = await browser.get("listServers", { params: { workspace } });
    expect(servers.servers).toEqual([]);

    const created = await browser.get("createServer", {
      params: { workspace },
      body: {
        name: "Notes",
        slug: "notes",
        sources: [{ source, documentHash: last.preview.documentHash, baseUrl: "https://api.example.test/v1" }],
        credential: { mode: "passthrough" },
      },
    });
    expect(created).toMatchObject({ status: "draft", toolsEnabled: 3, mcpUrl: `${publicUrl}/mcp/${workspace}/notes` });

    const params = { workspace, server: "notes" };
    const before = await browser.get("getDraft", { params });
    expect(before).toMatchObject({ state: "never_published", errors: [], canPublish: true });
    const published = await browser.get("publish", { params, body: { acceptWarnings: true } });
    expect(published.release).toMatchObject({ number: 1, live: true, tools: 3 });
    expect(published.server.status).toBe("live");
    expect(await browser.get("getDraft", { params })).toMatchObject({ state: "same_as_live", changes: [] });

    const tools = await browser.get("listTools", { params });
    const target = tools.tools.find(({ name }) => name === "deleteNote");
    const edited = await browser.get("editTools", {
      params,
      body: { edits: [{ sourceId: target?.sourceId ?? "", key: target?.key ?? "", enabled: false }] },
    });
    expect(edited.undo).toHaveLength(1);
    expect(edited.budget.tools).toBe(2);
    const draft = await browser.get("getDraft", { params });
    expect(draft.state).toBe("unpublished_changes");
    expect(draft.changes).toMatchObject([{ kind: "removed", area: "tools", text: "Tool removed: deleteNote" }]);
    const second = await browser.get("publish", {
      params,
      body: { acceptWarnings: true, contentHash: draft.contentHash ?? "" },
    });
    expect(second.release.number).toBe(2);

    const { releases } = await browser.get("listReleases", { params });
    const back = await browser.get("rollback", { params, body: { releaseId: releases[1]?.id ?? "" } });
    expect(back.release.number).toBe(1);
    expect(back.server.status).toBe("changed");

    const connect = await browser.get("getConnect", { params });
    expect(connect.snippets.length).toBeGreaterThan(3);
    const { changes } = await browser.get("listChanges", { params: { workspace }, query: {} });
    expect(changes.map(({ action }) => action)).toEqual([
      "release.rolled_back",
      "release.published",
      "tools.edited",
      "release.published",
      "server.created",
      "workspace.created",
    ]);
    expect(await browser.get("listAudit", { params: { workspace }, query: {} })).toMatchObject({ events: [] });
  });
});
