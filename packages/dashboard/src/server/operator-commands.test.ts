import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOperator } from "./services/account/add-operator.ts";
import { createSignUpLink } from "./services/account/create-sign-up-link.ts";
import { planReimport } from "./services/source/reimport-for-operator.ts";
import { notesDocument, uploadOf } from "./testing/documents.ts";
import { createNotes } from "./testing/furnish.ts";
import { foundWorkspace, password } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("what an operator does from the command line", () => {
  let dashboard: TestDashboard;
  let team: Team;

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());

  it("gives an address a link that makes its account once", async () => {
    const { deps } = dashboard;
    const email = "first@example.test";
    const { link, expiresAt } = await createSignUpLink({ deps, email });
    expect(expiresAt.getTime()).toBeGreaterThan(dashboard.clock.now());
    const token = link.split("#")[1] ?? "";
    const body = { token, displayName: "First", password, acceptTerms: true as const };
    expect((await openBrowser(dashboard).call("completeSignUp", { body })).status).toBe(200);
    expect((await openBrowser(dashboard).call("completeSignUp", { body })).status).toBe(400);
    await expect(createSignUpLink({ deps, email })).rejects.toMatchObject({ code: "conflict" });
    await expect(createSignUpLink({ deps, email: "nobody" })).rejects.toMatchObject({ code: "invalid_input" });
    expect(dashboard.letters.filter(({ to }) => to === email)).toEqual([]);
  });

  it("makes an account an operator, records it, and knows nobody else", async () => {
    const { browser, email } = team.owner;
    const { deps, database } = dashboard;
    expect((await browser.call("getOperatorActivity", { query: {} })).status).not.toBe(200);
    await addOperator({ deps, owner: database.owner, email: email.toUpperCase() });
    expect((await browser.call("getOperatorActivity", { query: {} })).status).toBe(200);
    const rows = await database.owner.unscoped((tx) => tx.sql`SELECT kind FROM account_changes`);
    expect(rows.map((row) => row["kind"])).toContain("account.operator_added");
    await expect(addOperator({ deps, owner: database.owner, email: "no@example.test" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(addOperator({ deps, owner: database.control, email })).rejects.toThrow("permission denied");
  });

  it("shows what a new document changes, and applies it as the system with edits kept", async () => {
    const { browser } = team.owner;
    const { deps } = dashboard;
    const { sources } = await createNotes(browser, team.workspace.slug);
    const params = { workspace: team.workspace.slug, server: "notes" };
    const [tool] = (await browser.get("listTools", { params })).tools;
    if (!tool) throw new Error("There is no tool.");
    const { sourceId, key } = tool;
    await browser.get("editTools", { params, body: { edits: [{ sourceId, key, title: "Mine" }] } });
    const document = uploadOf(
      notesDocument({ "/new": { get: { operationId: "readNew", responses: { "200": { description: "New" } } } } }),
    );
    const { signal } = new AbortController();
    const plan = (changes: { workspace?: string; source?: string } = {}) =>
      planReimport({ deps, input: { ...params, document, signal, ...changes } });
    const planned = await plan();
    expect(planned).toMatchObject({ source: { id: sources[0]?.id }, preview: { unchanged: false, keptEdits: 1 } });
    expect(planned.preview.added.map(({ name }) => name)).toEqual(["readNew"]);
    expect((await browser.get("listTools", { params })).tools).toHaveLength(3);
    await planned.apply();
    const { tools } = await browser.get("listTools", { params });
    expect(tools.map(({ name, title, enabled }) => [name, title, enabled])).toEqual(
      expect.arrayContaining([
        [tool.name, "Mine", true],
        ["readNew", expect.any(String), false],
      ]),
    );
    const [newest] = (await browser.get("listChanges", { params, query: {} })).changes;
    expect(newest).toMatchObject({ action: "source.reimported", actor: null });
    await expect(plan({ workspace: "nowhere" })).rejects.toMatchObject({ code: "not_found" });
    await expect(plan({ source: "Another" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("This server has: Notes"),
    });
  });
});
