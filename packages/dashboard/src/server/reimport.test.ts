import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteOutput } from "./api/routes.ts";
import { notesDocument, readEvents, uploadOf } from "./testing/documents.ts";
import { createNotes } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const next = uploadOf(notesDocument({ "/tags": { get: { operationId: "listTags", responses: {} } } }));

describe("a new import of a document", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let place: { workspace: string; server: string; sourceId: string };

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    const workspace = team.workspace.slug;
    const { slug, sources } = await createNotes(team.owner.browser, workspace);
    place = { workspace, server: slug, sourceId: sources[0]?.id ?? "" };
  }, 60_000);
  afterAll(() => dashboard.close());

  const compare = async (source = next) => {
    const answer = await team.owner.browser.call("previewReimport", { params: place, body: { source } });
    const last = readEvents<RouteOutput<"previewReimport">>(answer.text).at(-1);
    if (last?.type !== "result") throw new Error(answer.text);
    return last.preview;
  };
  const inspected = async (document: object) => {
    const source = uploadOf(document);
    return { source, documentHash: (await compare(source)).documentHash };
  };

  it("is not put in place when somebody edits a tool while it is compared", async () => {
    const { browser } = team.owner;
    const { documentHash } = await compare();
    const { importer } = dashboard.deps;
    const reimport = importer.reimport.bind(importer);
    const edits = [{ sourceId: place.sourceId, key: "listNotes", title: "Edited meanwhile" }];
    Object.assign(importer, {
      reimport: async (call: Parameters<typeof reimport>[0]) => {
        const compared = await reimport(call);
        await browser.get("editTools", { params: place, body: { edits } });
        return compared;
      },
    });
    const body = { source: next, documentHash };
    const refused = await browser.call("applyReimport", { params: place, body });
    Object.assign(importer, { reimport });
    expect([refused.status, refused.error.message]).toEqual([
      409,
      expect.stringContaining("Look at the changes again"),
    ]);
    expect((await browser.get("listTools", { params: place })).tools).toHaveLength(3);
    // What was compared with other edits is not taken for a comparison with these.
    await browser.get("applyReimport", { params: place, body });
    const { tools } = await browser.get("listTools", { params: place });
    expect(tools).toHaveLength(4);
    expect(tools.find(({ name }) => name === "listNotes")?.title).toBe("Edited meanwhile");
  });

  it("is put in place once the owner has chosen wherever an edit and the document changed the same thing", async () => {
    const { browser } = team.owner;
    const described = (text: string) => ({
      get: { operationId: "listTags", summary: text, parameters: [{ name: "n", in: "query", description: text }] },
    });
    const edits = [
      {
        sourceId: place.sourceId,
        key: "listTags",
        title: "Mine",
        arguments: { n: { default: "1", description: "Mine" } },
      },
      { sourceId: place.sourceId, key: "deleteNote", enabled: false },
    ];
    await browser.get("applyReimport", {
      params: place,
      body: await inspected(notesDocument({ "/tags": described("Old") })),
    });
    await browser.get("editTools", { params: place, body: { edits } });
    const next = notesDocument({ "/tags": described("New"), "/notes/{id}": {} });
    const { conflicts } = await compare(uploadOf(next));
    expect(conflicts).toMatchObject([
      { key: "listTags", field: "title", isOpen: true, mine: "Mine", before: "Old", theirs: "New" },
      { key: "listTags", field: "arguments.n.description", isOpen: true, mine: "Mine", before: "Old", theirs: "New" },
    ]);
    const body = await inspected(next);
    const refused = await browser.call("applyReimport", { params: place, body });
    expect([refused.status, refused.error.message]).toEqual([409, expect.stringContaining("Decide first")]);
    const decisions = conflicts.map(({ key, field }, index) => ({
      key,
      field,
      decision: (["keep", "drop"] as const)[index] ?? "keep",
    }));
    await browser.get("applyReimport", { params: place, body: { ...body, conflicts: decisions } });
    const ref = { sourceId: place.sourceId, key: "listTags" };
    expect((await browser.get("getTool", { params: place, query: ref })).override).toEqual({
      enabled: false,
      title: "Mine",
      arguments: { n: { default: "1" } },
    });
  });

  it("stops when nobody reads on", async () => {
    const { importer } = dashboard.deps;
    const reimport = importer.reimport.bind(importer);
    const ended = Promise.withResolvers<unknown>();
    Object.assign(importer, {
      reimport: (call: Parameters<typeof reimport>[0]) => {
        const running = reimport(call);
        running.catch(ended.resolve);
        return running;
      },
    });
    const params = { params: place, body: { source: next } };
    const answer = await team.owner.browser.open("previewReimport", params);
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await Promise.race([ended.promise, setTimeout(10_000)])).toMatchObject({
      message: "The import was cancelled.",
    });
    Object.assign(importer, { reimport });
  });
});
