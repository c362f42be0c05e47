import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notesDocument, uploadOf } from "./testing/documents.ts";
import { inspect } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const value = "not-a-real-shared-secret";
const bearer = { credential: { mode: "bearer", credentialId: null }, secret: { kind: "bearer", value } } as const;

describe("a shared credential that comes with a server's settings", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let documentHash: string;
  const params = () => ({ workspace: team.workspace.slug });
  const bodyOf = (slug: string, settings: object = bearer) => ({
    name: "Notes",
    slug,
    sources: [{ source: uploadOf(notesDocument()), documentHash, baseUrl: "https://api.example.test/v1" }],
    credential: { mode: "none" as const },
    ...settings,
  });
  const changes = async () => (await team.owner.browser.get("listChanges", { params: params(), query: {} })).changes;

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    documentHash = await inspect(team.owner.browser, team.workspace.slug);
  }, 60_000);
  afterAll(() => dashboard.close());

  it("is stored with the new server, recorded beside it, and shown nowhere", async () => {
    const { browser } = team.owner;
    const created = await browser.call("createServer", { params: params(), body: bodyOf("with-secret") });
    expect(created.status, created.text).toBe(200);
    expect(created.json.missing).toEqual([]);
    const { credentials } = await browser.get("listCredentials", { params: params() });
    expect(created.json.credential).toEqual({ mode: "bearer", credentialId: credentials[0]?.id });
    expect(credentials[0]).toMatchObject({ name: "Notes", kind: "bearer", usedBy: [{ id: created.json.id }] });
    const recorded = await changes();
    expect(
      recorded
        .slice(0, 2)
        .map(({ action }) => action)
        .toSorted(),
    ).toEqual(["credential.created", "server.created"]);
    expect(created.text + JSON.stringify([credentials, recorded])).not.toContain(value);
  });

  it("is stored for a server that exists", async () => {
    const { browser } = team.owner;
    await browser.get("createServer", { params: params(), body: bodyOf("later", {}) });
    const place = { ...params(), server: "later" };
    const pair = { kind: "basic", username: "ada", password: value } as const;
    const body = { credential: { mode: "basic", credentialId: null }, secret: pair } as const;
    const set = await browser.get("setServerCredential", { params: place, body });
    const { credentials } = await browser.get("listCredentials", { params: params() });
    const stored = credentials.find(({ kind }) => kind === "basic");
    expect([set.credential, stored?.username]).toEqual([{ mode: "basic", credentialId: stored?.id }, "ada"]);
  });

  it("is refused where the mode takes none, another kind, or one that is stored already; nothing is written", async () => {
    const before = (await changes()).length;
    const wrong = [
      { credential: { mode: "passthrough" }, secret: bearer.secret },
      { credential: { mode: "basic", credentialId: null }, secret: bearer.secret },
      { credential: { mode: "bearer", credentialId: "cred_other" }, secret: bearer.secret },
    ];
    for (const [index, settings] of wrong.entries()) {
      const answer = await team.owner.browser.call("createServer", {
        params: params(),
        body: bodyOf(`wrong-${index}`, settings),
      });
      expect([answer.status, answer.error.at]).toEqual([400, "secret"]);
    }
    expect((await changes()).length).toBe(before);
  });

  it("takes the permission to manage credentials, of the person and of the token", async () => {
    const editor = await team.join("editor");
    const refused = await editor.browser.call("createServer", { params: params(), body: bodyOf("by-editor") });
    expect(refused.status).toBe(403);
    const { browser } = team.owner;
    const stranger = (await foundWorkspace(dashboard)).owner;
    expect((await stranger.browser.call("createServer", { params: params(), body: bodyOf("theirs") })).status).toBe(
      404,
    );
    const callAs = async (scopes: ("servers.create" | "credentials.manage")[], slug: string) => {
      const { secret } = await browser.get("createApiToken", { params: params(), body: { name: slug, scopes } });
      return browser.call("createServer", {
        params: params(),
        body: bodyOf(slug),
        headers: { authorization: `Bearer ${secret}` },
      });
    };
    const narrow = await callAs(["servers.create"], "narrow");
    expect([narrow.status, narrow.error.message]).toEqual([403, expect.stringContaining("credentials.manage")]);
    expect((await callAs(["servers.create", "credentials.manage"], "wide")).status).toBe(200);
  });
});
