import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connectionTestAudience, openSealed, providerId, seal, Secret } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { providerBody } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Person, Team } from "./testing/people.ts";
import { createTestDashboard, dashboardUrl, publicUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const offeredId = providerId.create();
const clientSecret = "not-a-real-operator-secret";

describe("signing in at a provider to try a draft", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let host: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    host = createServer((request, response) => {
      asked.push(request.headers.authorization ?? "");
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_token: "not-a-real-token", token_type: "Bearer", expires_in: 3_600 }));
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    const { port } = host.address() as AddressInfo;
    const config = providerBody({
      name: "Offered",
      tokenEndpoint: `http://127.0.0.1:${port}/token`,
      apiOrigins: ["https://api.example.test"],
    });
    const offered = [{ id: offeredId, clientSecret, config }];
    dashboard = await createTestDashboard({ operatorProviders: Secret.of(JSON.stringify(offered)) });
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(async () => {
    await dashboard.close();
    host.close();
  });

  const begin = ({ browser }: Person, id: string) =>
    browser.call("startProviderSignIn", {
      params: { workspace: team.workspace.slug, providerId: id },
      body: { returnPath: "/acme/try", scopes: ["read"] },
    });

  it("is for whoever may try a draft, at the workspace's providers and at those that the operator offers", async () => {
    const [editor, viewer] = [await team.join("editor"), await team.join("viewer")];
    const params = { workspace: team.workspace.slug };
    const own = await team.owner.browser.get("createProvider", { params, body: providerBody() });
    for (const id of [own.id, offeredId]) {
      const begun = await begin(editor, id);
      expect(begun.status, begun.text).toBe(200);
      const authorize = new URL(begun.json.authorizeUrl);
      expect(authorize.searchParams.get("redirect_uri")).toBe(`${publicUrl}/oauth/callback/${id}`);
      expect((await begin(viewer, id)).status).toBe(403);
    }
    expect((await begin(editor, providerId.create())).status).toBe(404);
    expect((await editor.browser.call("testProvider", { params: { ...params, providerId: offeredId } })).status).toBe(
      403,
    );
  });

  it("is for people alone: a program's token begins none", async () => {
    const params = { workspace: team.workspace.slug };
    const { browser } = team.owner;
    const body = { name: "Robot", scopes: ["servers.edit", "credentials.manage"] };
    const { secret } = await browser.get("createApiToken", { params, body });
    const answer = await browser.call("startProviderSignIn", {
      params: { ...params, providerId: offeredId },
      body: { returnPath: "/x" },
      headers: { authorization: `Bearer ${secret}` },
    });
    expect([answer.status, answer.error.message]).toEqual([403, expect.stringContaining("No API token may do this")]);
  });

  it("redeems with the operator's client and shows nobody its secret", async () => {
    const editor = await team.join("editor");
    const { json } = await begin(editor, offeredId);
    const { keyring } = dashboard.config;
    const nowMs = dashboard.clock.now();
    const opened = openSealed({
      keyring,
      purpose: "state",
      audience: `${publicUrl}/oauth/callback/${offeredId}`,
      token: new URL(json.authorizeUrl).searchParams.get("state") ?? "",
      nowMs,
    });
    if (!opened.ok) throw new Error("The state does not open.");
    const { flowId } = z.object({ flowId: z.string() }).parse(opened.claims);
    // As the data plane's callback seals it.
    const answer = await seal({
      keyring,
      purpose: "ticket",
      audience: connectionTestAudience(dashboardUrl),
      expiresAt: nowMs + 60_000,
      claims: { flowId, providerId: offeredId, code: "a-code" },
    });
    const params = { workspace: team.workspace.slug, providerId: offeredId };
    const finished = await editor.browser.call("finishProviderSignIn", {
      params,
      body: { ticket: json.ticket, answer },
    });
    expect(finished.json).toMatchObject({ token: { accessToken: "not-a-real-token", expiresInSeconds: 3_600 } });
    expect(asked).toEqual([`Basic ${Buffer.from(`client:${clientSecret}`).toString("base64")}`]);
    expect(finished.text + dashboard.logLines.join("")).not.toContain(clientSecret);
    const tested = await team.owner.browser.call("testProvider", { params });
    expect(tested.status).toBe(200);
    expect(tested.text).not.toContain(clientSecret);
  });
});
