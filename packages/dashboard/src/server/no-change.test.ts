import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentialInput } from "./api/servers.ts";
import { furnish, providerBody } from "./testing/furnish.ts";
import type { Furnished } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("what changes nothing", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let furnished: Furnished;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    furnished = await furnish(dashboard, team);
  }, 120_000);
  afterAll(() => dashboard.close());

  const params = () => ({ workspace: team.workspace.id, server: furnished.server });
  const newest = async (): Promise<string | undefined> => {
    const { changes } = await team.owner.browser.get("listChanges", { params: params(), query: { limit: "1" } });
    return changes[0]?.id;
  };
  /** Runs it, and again: the first may change something, the second is the same once more. */
  const recordsNothingTwice = async (run: () => Promise<unknown>): Promise<void> => {
    await run();
    const before = await newest();
    dashboard.clock.advance(1_000);
    await run();
    expect(await newest()).toBe(before);
  };

  it("of a workspace is not in its log", async () => {
    const { browser } = team.owner;
    const given = { params: params() };
    const before = await newest();
    await browser.get("updateWorkspace", { ...given, body: {} });
    await browser.get("resumeWorkspace", given);
    await browser.get("keepWorkspace", given);
    expect(await newest()).toBe(before);
    await recordsNothingTwice(() => browser.get("updateWorkspace", { ...given, body: { name: "Other" } }));
    await recordsNothingTwice(() => browser.get("stopWorkspace", { ...given, body: { reason: "drill" } }));
    await recordsNothingTwice(() => browser.get("resumeWorkspace", given));
    const role = { params: { ...params(), userId: furnished.userId }, body: { role: "editor" as const } };
    await recordsNothingTwice(() => browser.get("changeMemberRole", role));
    await recordsNothingTwice(() => browser.get("deleteWorkspace", { ...given, body: { confirmName: "Other" } }));
    await recordsNothingTwice(() => browser.get("keepWorkspace", given));
  });

  it("of a server, its documents and its tools is not in its log, and makes no draft of a live one", async () => {
    const { browser } = team.owner;
    const given = { params: params() };
    const server = await browser.get("getServer", given);
    const source = server.sources[0];
    if (!source) throw new Error("There is no source.");
    const before = await newest();
    const { name, description, instructions, iconUrl, websiteUrl, presentation, policy, slug } = server;
    const settings = { name, slug, description, instructions, iconUrl, websiteUrl, presentation, policy };
    await browser.get("updateServer", { ...given, body: settings });
    const { title, baseUrl, variables, drift } = source;
    const ofSource = { params: { ...params(), sourceId: source.id } };
    await browser.get("updateSource", {
      ...ofSource,
      body: { title, baseUrl, variables, driftSchedule: drift.schedule },
    });
    const credential = credentialInput.parse(server.credential);
    await browser.get("setServerCredential", { ...given, body: { credential, access: server.access } });
    await browser.get("resumeServer", given);
    expect(await newest()).toBe(before);
    expect(await browser.get("getServer", given)).toEqual(server);
    await recordsNothingTwice(() => browser.get("stopServer", { ...given, body: { reason: "" } }));
    await recordsNothingTwice(() => browser.get("resumeServer", given));
    const edits = [{ sourceId: furnished.sourceId, key: furnished.key, title: "Mine" }];
    await recordsNothingTwice(() => browser.get("editTools", { ...given, body: { edits } }));
    await recordsNothingTwice(() => browser.get("selectTools", { ...given, body: { rule: "all" } }));
  });

  it("of a provider or of an account is not in its log", async () => {
    const { browser } = team.owner;
    const provider = await browser.get("createProvider", { params: params(), body: providerBody() });
    const given = { params: { ...params(), providerId: provider.id } };
    const before = await newest();
    await browser.get("updateProvider", { ...given, body: {} });
    await browser.get("updateProvider", { ...given, body: { name: provider.name } });
    expect(await newest()).toBe(before);
    const { account } = await browser.get("getSession");
    await browser.get("updateAccount", { body: { displayName: account?.displayName ?? "" } });
    await browser.get("keepAccount");
    const { changes } = (await browser.get("exportAccount")) as { changes: { kind: string }[] };
    const kinds = changes.map(({ kind }) => kind);
    expect(kinds).not.toContain("account.renamed");
    expect(kinds).not.toContain("account.deletion_called_off");
  });
});
