import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SettingsConflict } from "./api/fields.ts";
import { createNotes } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Person, Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

// That changes of settings work, are refused to the wrong role and to strangers and are recorded is in changes.test.ts
// and tenancy.test.ts; here two people have the same settings open.

describe("settings that two people have open", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let editor: Person;
  let params: { workspace: string; server: string };

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    editor = await team.join("editor");
    const { slug } = await createNotes(team.owner.browser, team.workspace.slug);
    params = { workspace: team.workspace.slug, server: slug };
  }, 120_000);
  afterAll(() => dashboard.close());

  const conflictOf = (text: string) => (JSON.parse(text) as { error: { conflict?: SettingsConflict } }).error.conflict;
  const countChanges = async () => {
    const { changes } = await team.owner.browser.get("listChanges", {
      params: { workspace: params.workspace },
      query: { limit: "200" },
    });
    return changes.length;
  };

  it("take both changes where they are in different fields", async () => {
    const { version } = await team.owner.browser.get("getServer", { params });
    await editor.browser.get("updateServer", { params, body: { description: "Theirs", version } });
    const view = await team.owner.browser.get("updateServer", {
      params,
      body: { instructions: "Mine", policy: { readOnly: true }, version },
    });
    expect(view).toMatchObject({ description: "Theirs", instructions: "Mine", policy: { readOnly: true } });
  });

  it("refuse the second change of one field, say who was there first, and record nothing", async () => {
    const { version } = await team.owner.browser.get("getServer", { params });
    await editor.browser.get("updateServer", {
      params,
      body: { name: "Theirs", policy: { maxConcurrentCalls: 7 }, version },
    });
    const before = await countChanges();
    const answer = await team.owner.browser.call("updateServer", {
      params,
      body: { name: "Mine", policy: { maxConcurrentCalls: 9, callTimeoutMs: 5_000 }, version },
    });
    expect(answer.status).toBe(409);
    const now = await team.owner.browser.get("getServer", { params });
    expect(conflictOf(answer.text)).toMatchObject({
      version: now.version,
      fields: [
        { at: "name", by: editor.email.split("@")[0], value: "Theirs" },
        { at: "policy.maxConcurrentCalls", by: editor.email.split("@")[0], value: 7 },
      ],
    });
    expect(now).toMatchObject({ name: "Theirs", policy: { maxConcurrentCalls: 7, callTimeoutMs: 60_000 } });
    expect(await countChanges()).toBe(before);
  });

  it("take the second change once it was made in the knowledge of the first", async () => {
    const { version } = await team.owner.browser.get("getServer", { params });
    const body = { name: "Mine after all", version };
    expect((await team.owner.browser.get("updateServer", { params, body })).name).toBe("Mine after all");
    expect((await team.owner.browser.call("updateServer", { params, body })).status).toBe(200);
  });

  it("do not go stale by a publish or an edit of tools", async () => {
    const { version } = await team.owner.browser.get("getServer", { params });
    await team.owner.browser.get("selectTools", { params, body: { rule: "read_only" } });
    expect((await team.owner.browser.get("getServer", { params })).version).toBe(version);
  });

  it("let one of two changes at the same moment through", async () => {
    const { version } = await team.owner.browser.get("getServer", { params });
    const answers = await Promise.all(
      [team.owner, editor].map(({ browser }, index) =>
        browser.call("updateServer", { params, body: { websiteUrl: `https://${index}.example.test`, version } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it("of a document are kept from each other in the same way, its variables as one", async () => {
    const { sources } = await team.owner.browser.get("getServer", { params });
    const version = sources[0]?.version ?? "";
    const source = { ...params, sourceId: sources[0]?.id ?? "" };
    const site = (value: string) => ({ site: { from: "owner" as const, value } });
    await editor.browser.get("updateSource", { params: source, body: { variables: site("theirs"), version } });
    await team.owner.browser.get("updateSource", { params: source, body: { title: "Mine", version } });
    const answer = await team.owner.browser.call("updateSource", {
      params: source,
      body: { variables: site("mine"), version },
    });
    expect(answer.status).toBe(409);
    expect(conflictOf(answer.text)?.fields).toMatchObject([
      { at: "variables", by: editor.email.split("@")[0], value: site("theirs") },
    ]);
  });

  it("of a workspace are kept from each other in the same way", async () => {
    const place = { workspace: team.workspace.id };
    const admin = await team.join("admin");
    const { version } = await team.owner.browser.get("getWorkspace", { params: place });
    await admin.browser.get("updateWorkspace", { params: place, body: { name: "Theirs", version } });
    const answer = await team.owner.browser.call("updateWorkspace", { params: place, body: { name: "Mine", version } });
    expect(answer.status).toBe(409);
    expect(conflictOf(answer.text)?.fields).toMatchObject([
      { at: "name", by: admin.email.split("@")[0], value: "Theirs" },
    ]);
    const refused = await editor.browser.call("updateWorkspace", { params: place, body: { name: "Mine", version } });
    expect(refused.status).toBe(403);
  });
});
