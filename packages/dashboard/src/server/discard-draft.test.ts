import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notesDocument, uploadOf } from "./testing/documents.ts";
import { createNotes, inspect } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("discarding a draft", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let params: { workspace: string; server: string };
  let sourceId: string;

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    const workspace = team.workspace.slug;
    const { slug, sources } = await createNotes(team.owner.browser, workspace);
    params = { workspace, server: slug };
    sourceId = sources[0]?.id ?? "";
  }, 60_000);
  afterAll(() => dashboard.close());

  const browser = () => team.owner.browser;
  const publish = async () => {
    dashboard.clock.advance(1_000);
    return (await browser().get("publish", { params, body: { acceptWarnings: true } })).release.id;
  };
  const edit = (change: object) => {
    dashboard.clock.advance(1_000);
    return browser().get("editTools", { params, body: { edits: [{ sourceId, key: "listNotes", ...change }] } });
  };
  const discard = (releaseId: string, by = browser()) => by.call("discardDraft", { params, body: { releaseId } });

  it("brings back the settings and edits that the live release was made from, after going back to it too", async () => {
    await edit({ title: "First", arguments: { limit: { fixed: 5 } } });
    const first = await publish();
    await edit({ title: "Second", arguments: null });
    await browser().get("updateServer", { params, body: { name: "Other", policy: { readOnly: true } } });
    const source = { ...params, sourceId };
    await browser().get("updateSource", { params: source, body: { title: "Renamed", baseUrl: "https://other.test" } });
    await publish();
    await browser().get("rollback", { params, body: { releaseId: first } });
    expect((await browser().get("getServer", { params })).status).toBe("changed");
    expect((await discard(first)).status).toBe(200);
    expect(await browser().get("getDraft", { params })).toMatchObject({ state: "same_as_live", changes: [] });
    expect(await browser().get("getServer", { params })).toMatchObject({
      status: "live",
      name: "Notes",
      policy: { readOnly: false },
      sources: [{ title: "Notes", baseUrl: "https://api.example.test/v1" }],
    });
    const ref = { sourceId, key: "listNotes" };
    expect((await browser().get("getTool", { params, query: ref })).override).toEqual({
      title: "First",
      arguments: { limit: { fixed: 5 } },
    });
  });

  it("is refused for a release that is not live any more", async () => {
    const { releases } = await browser().get("listReleases", { params });
    const other = releases.find(({ live }) => !live)?.id ?? "";
    expect((await discard(other)).status).toBe(409);
  });

  it("is refused to an editor where the way of signing in would change", async () => {
    const live = (await browser().get("getServer", { params })).liveReleaseId ?? "";
    await browser().get("setServerCredential", { params, body: { credential: { mode: "none" } } });
    const editor = await team.join("editor");
    const refused = await discard(live, editor.browser);
    expect([refused.status, refused.error.message]).toEqual([403, expect.stringContaining("only an admin")]);
    expect((await discard(live)).status).toBe(200);
    expect((await browser().get("getServer", { params })).mode).toBe("passthrough");
  });

  it("brings back documents as they were imported then, one that was removed too, and takes added ones away", async () => {
    const tags = notesDocument({ "/tags": { get: { operationId: "listTags", responses: {} } } });
    const inspected = async (document: object) => ({
      source: uploadOf(document),
      documentHash: await inspect(browser(), params.workspace, document),
    });
    const baseUrl = "https://tags.example.test";
    const added = {
      params,
      body: { ...(await inspected(notesDocument({}, { info: { title: "More", version: "1" } }))), baseUrl },
    };
    const { sources } = await browser().get("addSource", added);
    const more = sources.find(({ id }) => id !== sourceId)?.id ?? "";
    const live = await publish();
    const toolsOf = async () =>
      (await browser().get("listTools", { params })).tools.map(({ sourceId, key }) => [sourceId, key]);
    const before = await toolsOf();
    dashboard.clock.advance(1_000);
    await browser().get("applyReimport", {
      params: { ...params, sourceId },
      body: { ...(await inspected(tags)), enableAdded: true },
    });
    await publish();
    await browser().get("rollback", { params, body: { releaseId: live } });
    await browser().get("removeSource", { params: { ...params, sourceId: more } });
    await browser().get("addSource", added);
    expect((await discard(live)).status).toBe(200);
    expect(await toolsOf()).toEqual(before);
    expect(await browser().get("getDraft", { params })).toMatchObject({ state: "same_as_live" });
    expect((await browser().get("getServer", { params })).status).toBe("live");
  });
});
