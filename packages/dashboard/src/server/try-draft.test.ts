import { draftTicketLifetimeMs, openDraftTicket } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNotes, providerBody } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Person, Team } from "./testing/people.ts";
import { createTestDashboard, publicUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("trying a draft", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let workspace: string;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    workspace = team.workspace.slug;
  }, 60_000);
  afterAll(() => dashboard.close());

  it("gives a ticket for this release, this server and this member, which ends", async () => {
    const { browser } = team.owner;
    const created = await createNotes(browser, workspace, { slug: "tried" });
    const params = { workspace, server: "tried" };
    const trial = await browser.get("tryDraft", { params, body: { variables: { cloudId: "site-1" } } });
    expect(trial.mcpUrl).toBe(`${publicUrl}/mcp/${workspace}/tried/draft`);
    const open = (nowMs: number, url = trial.mcpUrl) =>
      openDraftTicket({ keyring: dashboard.config.keyring, url, ticket: trial.ticket.value, nowMs });
    const endsAt = Date.parse(trial.ticket.expiresAt);
    expect(open(endsAt - draftTicketLifetimeMs)).toMatchObject({
      serverId: created.id,
      releaseId: trial.releaseId,
      holder: team.owner.userId,
      variables: { cloudId: "site-1" },
    });
    expect(open(endsAt)).toBeUndefined();
    expect(open(endsAt - 1, `${publicUrl}/mcp/${workspace}/tried`)).toBeUndefined();
  });

  it("keeps a draft that nobody changed, and makes another when it is another", async () => {
    const { browser } = team.owner;
    const params = { workspace, server: "tried" };
    const press = async () => (await browser.get("tryDraft", { params, body: {} })).releaseId;
    const records = async () => {
      const { changes } = await browser.get("listChanges", { params: { workspace }, query: { limit: "200" } });
      return changes.filter(({ action }) => action === "release.tried").length;
    };
    const first = await press();
    const recorded = await records();
    expect([await press(), await press()]).toEqual([first, first]);
    expect(await records()).toBe(recorded);
    const [tool] = (await browser.get("listTools", { params })).tools;
    const edit = { sourceId: tool?.sourceId ?? "", key: tool?.key ?? "", title: "Another title" };
    await browser.get("editTools", { params, body: { edits: [edit] } });
    const second = await press();
    expect(second).not.toBe(first);
    expect(await records()).toBe(recorded + 1);
    await browser.get("publish", { params, body: { acceptWarnings: true } });
    expect(await press()).not.toBe(second);
  });

  it("gives no more tickets at sign-out, removal or a lower role, and the last one ends within a minute", async () => {
    const [signedOut, removed, lowered] = [
      await team.join("editor"),
      await team.join("editor"),
      await team.join("editor"),
    ];
    const press = ({ browser }: Person) =>
      browser.call("tryDraft", { params: { workspace, server: "tried" }, body: {} });
    for (const person of [signedOut, removed, lowered]) {
      const { json, status } = await press(person);
      expect(status).toBe(200);
      expect(Date.parse(json.ticket.expiresAt)).toBeLessThanOrEqual(dashboard.clock.now() + 60_000);
    }
    const { browser } = team.owner;
    await signedOut.browser.get("logout");
    await browser.get("removeMember", { params: { workspace, userId: removed.userId } });
    await browser.get("changeMemberRole", { params: { workspace, userId: lowered.userId }, body: { role: "viewer" } });
    const answers = [await press(signedOut), await press(removed), await press(lowered)];
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 403]);
  });

  it("gives a viewer none, and takes no value that could lead an address elsewhere", async () => {
    const viewer = await team.join("viewer");
    const params = { workspace, server: "tried" };
    expect((await viewer.browser.call("tryDraft", { params, body: {} })).status).toBe(403);
    const variables = { cloudId: "../elsewhere" };
    expect((await team.owner.browser.call("tryDraft", { params, body: { variables } })).status).toBe(400);
  });

  it("gives none for a draft that would send a provider's tokens where they may not go", async () => {
    const { browser } = team.owner;
    const named = async (slug: string, apiOrigins: readonly string[]) => {
      const provider = await browser.get("createProvider", {
        params: { workspace },
        body: providerBody({ apiOrigins }),
      });
      await createNotes(browser, workspace, {
        slug,
        credential: { mode: "oauth", providerId: provider.id, scopes: [] },
      });
      return browser.call("tryDraft", { params: { workspace, server: slug }, body: {} });
    };
    expect((await named("foreign", ["https://other.example.test"])).status).toBe(409);
    expect((await named("at-home", ["https://api.example.test"])).status).toBe(200);
  });
});
