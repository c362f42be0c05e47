import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

describe("settings of a provider to begin with", () => {
  let dashboard: TestDashboard;
  let team: Team;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());

  const begin = async (body: object) => {
    const params = { workspace: team.workspace.slug };
    return (await team.owner.browser.get("discoverProvider", { params, body })).settings;
  };

  it("say how each kind takes its client, before any address is given", async () => {
    expect((await begin({ preset: "atlassian_cloud" })).tokenRequest).toEqual({
      format: "json",
      clientAuthentication: "post",
    });
    // Confluence Data Center takes client id and secret in the form, and PKCE.
    // https://developer.atlassian.com/server/confluence/confluence-oauth2-provider-api/
    expect(await begin({ preset: "atlassian_data_center" })).toMatchObject({
      tokenRequest: { format: "form", clientAuthentication: "post" },
      pkce: true,
    });
    for (const preset of ["oauth2", "openid"])
      expect(await begin({ preset }), preset).toMatchObject({
        tokenRequest: { format: "form", clientAuthentication: "basic" },
        pkce: true,
      });
  });

  it("are completed by the base URL of a Data Center, a path below its host included", async () => {
    expect(await begin({ preset: "atlassian_data_center", baseUrl: "https://wiki.example.test/confluence/" })).toEqual(
      expect.objectContaining({
        authorizationEndpoint: "https://wiki.example.test/confluence/rest/oauth2/latest/authorize",
        tokenEndpoint: "https://wiki.example.test/confluence/rest/oauth2/latest/token",
        apiOrigins: ["https://wiki.example.test"],
        tokenRequest: { format: "form", clientAuthentication: "post" },
      }),
    );
  });
});
