import SwaggerParser from "@apidevtools/swagger-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissions } from "./api/permissions.ts";
import type { Permission } from "./api/permissions.ts";
import { isOpenToTokens } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteOutput } from "./api/routes.ts";
import { readEvents, uploadOf } from "./testing/documents.ts";
import { createNotes } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import { createTestDashboard, dashboardUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

/** What `openapi.json` and the page on the API say in words: the account, its tokens, its memberships, its sign-ins. */
const forPeople = [
  "getSession",
  "signUp",
  "inspectLink",
  "completeSignUp",
  "login",
  "loginWithSecondFactor",
  "logout",
  "logoutEverywhere",
  "forgotPassword",
  "resetPassword",
  "confirmEmail",
  "updateAccount",
  "changePassword",
  "changeEmail",
  "cancelEmailChange",
  "listAccountChanges",
  "listSessions",
  "endSession",
  "beginTotp",
  "confirmTotp",
  "disableTotp",
  "renewRecoveryCodes",
  "exportAccount",
  "deleteAccount",
  "keepAccount",
  "createWorkspace",
  "leaveWorkspace",
  "inspectInvitation",
  "joinWithNewAccount",
  "acceptInvitation",
  "startProviderSignIn",
  "finishProviderSignIn",
  "listApiTokens",
  "createApiToken",
  "revokeApiToken",
  "getOperatorActivity",
];

type OpenAPIDocument = Extract<Parameters<typeof SwaggerParser.validate>[0], object>;

describe("programs", () => {
  let dashboard: TestDashboard;
  let team: Team;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    await createNotes(team.owner.browser, team.workspace.slug);
  }, 60_000);
  afterAll(() => dashboard.close());

  const tokenFor = async (scopes: Permission[]) => {
    const made = await team.owner.browser.get("createApiToken", {
      params: { workspace: team.workspace.slug },
      body: { name: "Robot", scopes },
    });
    return { ...made, headers: { authorization: `Bearer ${made.secret}`, origin: null } };
  };
  const params = () => ({ workspace: team.workspace.slug, server: "notes" });

  it("do what their scopes allow, without cookie and Origin, and are named in the log", async () => {
    const { headers } = await tokenFor(["servers.read", "servers.edit"]);
    const program = openBrowser(dashboard);
    expect((await program.get("listServers", { params: params(), headers })).servers).toHaveLength(1);
    expect(
      (await program.call("updateServer", { params: params(), body: { description: "By a program" }, headers })).status,
    ).toBe(200);
    expect((await program.call("publish", { params: params(), body: {}, headers })).status).toBe(403);
    expect((await program.call("listApiTokens", { params: params(), headers })).status).toBe(403);
    expect((await program.call("updateAccount", { body: { displayName: "x" }, headers })).status).toBe(403);
    const { changes } = await team.owner.browser.get("listChanges", { params: params(), query: {} });
    expect(changes[0]?.actor?.name).toMatch(/, by API token$/);
    const { tokens } = await team.owner.browser.get("listApiTokens", { params: params() });
    expect(tokens[0]?.lastUsedAt).not.toBeNull();
  });

  it("can do all that the dashboard does but what is a person's own", async () => {
    const closed = Object.entries(routes).filter(([, route]) => !isOpenToTokens(route));
    expect(closed.map(([name]) => name)).toEqual(forPeople);
    const { headers } = await tokenFor(Object.keys(permissions) as Permission[]);
    const program = openBrowser(dashboard);
    const presets = await program.get("listPresets", { headers });
    expect(presets.sources.length).toBeGreaterThan(0);
    expect((await program.get("getRoles", { headers })).permissions.length).toBeGreaterThan(0);
    const other = await foundWorkspace(dashboard);
    await team.owner.browser.get("createWorkspace", {
      body: { name: "Second", slug: `second-${other.workspace.slug}` },
    });
    const { workspaces } = await program.get("listWorkspaces", { headers });
    expect(workspaces).toMatchObject([{ slug: team.workspace.slug, role: "owner" }]);
    for (const name of [
      "getSession",
      "listSessions",
      "listApiTokens",
      "leaveWorkspace",
      "getOperatorActivity",
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const refused = await program.call(name, { params: params(), headers });
      expect([name, refused.status, refused.error.message]).toEqual([
        name,
        403,
        expect.stringMatching(/^No API token may/),
      ]);
    }
  });

  it("are told whether a scope is missing or their maker's role", async () => {
    const program = openBrowser(dashboard);
    const { headers } = await tokenFor(["servers.read"]);
    const lacking = await program.call("stopWorkspace", { params: params(), body: { reason: "" }, headers });
    expect(lacking.error.message).toMatch(/^This API token lacks the scope workspace\.stop\./);
    const admin = await team.join("admin");
    const made = await admin.browser.get("createApiToken", {
      params: params(),
      body: { name: "Mine", scopes: ["changes.read"] },
    });
    const lower = { params: { ...params(), userId: admin.userId }, body: { role: "viewer" as const } };
    await team.owner.browser.get("changeMemberRole", lower);
    const own = { authorization: `Bearer ${made.secret}`, origin: null };
    const lowered = await program.call("listChanges", { params: params(), query: {}, headers: own });
    expect(lowered.error.message).toMatch(/role of whoever made it no longer allows it/);
  });

  it("reach no other workspace", async () => {
    const { headers } = await tokenFor(["servers.read"]);
    const other = await foundWorkspace(dashboard);
    const program = openBrowser(dashboard);
    const foreign = await program.call("listServers", { params: { workspace: other.workspace.slug }, headers });
    const missing = await program.call("listServers", { params: { workspace: "nowhere" }, headers });
    expect(foreign.status).toBe(404);
    expect(foreign.error.message).toBe(missing.error.message);
  });

  it("end with their token, its term, and their maker's membership", async () => {
    const program = openBrowser(dashboard);
    const { headers, token } = await tokenFor(["servers.read"]);
    await team.owner.browser.get("revokeApiToken", { params: { ...params(), tokenId: token.id } });
    expect((await program.call("listServers", { params: params(), headers })).status).toBe(401);
    const editor = await team.join("editor");
    const made = await editor.browser.get("createApiToken", {
      params: params(),
      body: { name: "Mine", scopes: ["servers.read"] },
    });
    const own = { authorization: `Bearer ${made.secret}` };
    expect((await program.call("listServers", { params: params(), headers: own })).status).toBe(200);
    const scopes: Permission[] = ["workspace.delete"];
    expect(
      (await editor.browser.call("createApiToken", { params: params(), body: { name: "X", scopes } })).status,
    ).toBe(403);
    await team.owner.browser.get("removeMember", { params: { ...params(), userId: editor.userId } });
    expect((await program.call("listServers", { params: params(), headers: own })).status).toBe(401);
    const forged = { authorization: `Bearer bwa_${"x".repeat(43)}` };
    expect((await program.call("listServers", { params: params(), headers: forged })).status).toBe(401);
  });

  it("read an OpenAPI document of every route that a token may call, and Breezeway imports it whole", async () => {
    const answer = await dashboard.app.request(`${dashboardUrl}/api/openapi.json`);
    const document = (await answer.json()) as { paths: Record<string, Record<string, { operationId: string }>> };
    const listed = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    const expected = Object.entries(routes).filter(([, route]) => isOpenToTokens(route));
    expect(listed.toSorted()).toEqual(expected.map(([name]) => name).toSorted());
    const text = JSON.stringify(document);
    expect(text).not.toContain("#/$defs");
    // It is read by people, and by models as tools: nothing refers to itself, nothing says twice what a format says.
    expect(text).not.toContain("$ref");
    expect(text).toContain("Any JSON value.");
    expect(text).toContain('"format":"date-time"');
    for (const noise of ["[2468][048]", "9007199254740991", "starts_with"]) expect(text).not.toContain(noise);
    // Against the schema of OpenAPI 3.1 and its rules beyond the schema; it resolves in place, so it gets a copy.
    const validated = await SwaggerParser.validate(structuredClone(document) as object as OpenAPIDocument);
    expect(validated).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    const { security, ...unsafe } = structuredClone(document) as Record<string, unknown>;
    expect(security).toEqual([{ apiToken: [] }]);
    await expect(SwaggerParser.validate({ ...unsafe, info: {} } as object as OpenAPIDocument)).rejects.toThrow(
      /valid/i,
    );
    const seen = await team.owner.browser.call("previewImport", {
      params: params(),
      body: { source: uploadOf(document, "openapi.json") },
    });
    const last = readEvents<RouteOutput<"previewImport">>(seen.text).at(-1);
    if (last?.type !== "result") throw new Error(seen.text.slice(0, 500));
    expect(last.preview.refused).toEqual([]);
    expect(last.preview.issues.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(last.preview.tools).toHaveLength(expected.length);
  });
});
