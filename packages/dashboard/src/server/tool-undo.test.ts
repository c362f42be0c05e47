import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNotes } from "./testing/furnish.ts";
import { notesDocument, uploadOf } from "./testing/documents.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("a change of tools", () => {
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

  const edit = async (key: string, change: object) => {
    dashboard.clock.advance(1_000);
    const body = { edits: [{ sourceId, key, ...change }] };
    return (await team.owner.browser.get("editTools", { params, body })).changeId ?? "none";
  };
  const undo = (changeId: string) => team.owner.browser.call("undoToolChange", { params, body: { changeId } });
  const last = async () => (await team.owner.browser.get("getLastToolChange", { params })).change;
  const titleOf = async (key: string) =>
    (await team.owner.browser.get("listTools", { params })).tools.find((tool) => tool.key === key)?.title;

  it("is offered to be taken back by whoever may edit, with who made it and how many tools it touched", async () => {
    expect(await last()).toBeNull();
    const id = await edit("listNotes", { title: "One" });
    expect(await last()).toMatchObject({ id, tools: 1, by: expect.stringMatching(/./) });
    const editor = await team.join("editor");
    expect((await editor.browser.get("getLastToolChange", { params })).change).toMatchObject({ id });
    expect((await editor.browser.call("undoToolChange", { params, body: { changeId: id } })).status).toBe(200);
    expect(await titleOf("listNotes")).toBe("List notes");
    expect(await last()).toBeNull();
  });

  it("stands while a later one touched the same tool, and goes once that one is taken back", async () => {
    const first = await edit("listNotes", { title: "One" });
    const second = await edit("listNotes", { title: "Two" });
    const other = await edit("createNote", { title: "Other" });
    const refused = await undo(first);
    expect([refused.status, refused.error.message]).toEqual([409, expect.stringContaining("changed again since")]);
    expect((await undo(second)).status).toBe(200);
    expect(await titleOf("listNotes")).toBe("One");
    expect((await undo(first)).status).toBe(200);
    expect([await titleOf("listNotes"), await titleOf("createNote")]).toEqual(["List notes", "Other"]);
    expect((await undo(first)).status).toBe(409);
    expect((await undo(other)).status).toBe(200);
  });

  it("of many tools is taken back as one", async () => {
    const { browser } = team.owner;
    const { changeId } = await browser.get("selectTools", { params, body: { rule: "none" } });
    expect(await last()).toMatchObject({ id: changeId, tools: 3 });
    const { tools } = await browser.get("undoToolChange", { params, body: { changeId: changeId ?? "" } });
    expect(tools.map(({ enabled }) => enabled)).toEqual([true, true, true]);
  });

  it("is final once the document was imported again", async () => {
    const id = await edit("listNotes", { title: "One" });
    const source = uploadOf(notesDocument());
    const { documentHash } = (await team.owner.browser.get("getServer", { params })).sources[0] ?? { documentHash: "" };
    await team.owner.browser.get("applyReimport", { params: { ...params, sourceId }, body: { source, documentHash } });
    expect(await last()).toBeNull();
    expect((await undo(id)).status).toBe(409);
  });

  it("is kept as one of the newest fifty", async () => {
    const oldest = await edit("createNote", { title: "0" });
    for (let turn = 1; turn <= 50; turn += 1)
      // oxlint-disable-next-line no-await-in-loop
      await edit("listNotes", { title: String(turn) });
    expect((await undo(oldest)).status).toBe(409);
  });
});
