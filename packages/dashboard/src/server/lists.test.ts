import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RouteDefinition } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteName } from "./api/routes.ts";
import { limits } from "./services/limits.ts";
import { createNotes, providerBody } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

/** Lists that come whole, and what keeps them small. */
const comeWhole: Partial<Record<RouteName, keyof typeof limits | `${string} ${string}`>> = {
  getSession: "workspaces",
  listWorkspaces: "workspaces",
  listSessions: "sessions end, idle and in any case, and signing in is throttled",
  getWorkspace: "what the viewer may do there",
  listMembers: "members",
  listInvitations: "invitations",
  getRoles: "a table of the code",
  listPresets: "a table of the code",
  listServers: "servers",
  getServer: "at most ten documents",
  listTools: "at most ten documents of at most 10,000 operations each",
  getTool: "findings of one tool",
  getLastToolChange: "one change of a server's tools",
  getDraft: "differences of one release",
  listReleases: "the newest 500",
  compareReleases: "differences of one release",
  getConnect: "a table of the code",
  getPublicConnect: "a table of the code",
  listProviders: "providers",
  listCredentials: "credentials",
  listAccessKeys: "accessKeys",
  listApiTokens: "apiTokens",
  getActivity: "steps of a range, and the first ten of each list",
  getOperatorActivity: "steps of a range, counts only",
  getTrust: "a table of the code",
};

describe("every list", () => {
  it("is read by pages of at most 200, or says what bounds it", () => {
    const unbounded = (Object.entries(routes) as [RouteName, RouteDefinition][]).filter(([name, route]) => {
      if (route.method !== "get" || (route.format ?? "json") !== "json") return false;
      if (!JSON.stringify(z.toJSONSchema(route.output, { unrepresentable: "any" })).includes('"array"')) return false;
      const shape: Readonly<Record<string, z.core.$ZodType>> = route.query?.shape ?? {};
      const isPaged = shape["cursor"] !== undefined && shape["limit"] !== undefined;
      if (isPaged) return z.safeParse(shape["limit"] ?? z.any(), "201").success;
      return comeWhole[name] === undefined;
    });
    expect(unbounded.map(([name]) => name)).toEqual([]);
    const stale = Object.keys(comeWhole).filter((name) => !(name in routes));
    // A route that another change takes away takes its line here with it.
    expect(stale).toEqual([]);
  });
});

describe("what comes whole", () => {
  let dashboard: TestDashboard;
  let team: Team;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    await createNotes(team.owner.browser, team.workspace.slug);
  }, 60_000);
  afterAll(() => dashboard.close());

  const params = () => ({ workspace: team.workspace.slug, server: "notes" });
  const fill = async (name: keyof typeof limits, create: (n: number) => Promise<{ status: number; text: string }>) => {
    const { most, text } = limits[name];
    let made = 0;
    for (let answer = await create(0); answer.status === 200; answer = await create(made)) {
      made += 1;
      if (made > most) throw new Error(`More than ${most} ${name} were made.`);
    }
    const refused = await create(made);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining(text)]);
    return made;
  };

  it("ends at its limit, with a text that says what to do", async () => {
    const { browser } = team.owner;
    const secret = { kind: "bearer", value: "not-a-real-secret" };
    expect(
      await fill("credentials", (n) =>
        browser.call("createCredential", { params: params(), body: { name: `C${n}`, secret } }),
      ),
    ).toBe(limits.credentials.most);
    expect(
      await fill("providers", () => browser.call("createProvider", { params: params(), body: providerBody() })),
    ).toBe(limits.providers.most);
    expect(
      await fill("invitations", () => browser.call("createInvitation", { params: params(), body: { role: "viewer" } })),
    ).toBe(limits.invitations.most);
    expect(
      await fill("apiTokens", (n) =>
        browser.call("createApiToken", { params: params(), body: { name: `T${n}`, scopes: ["servers.read"] } }),
      ),
    ).toBe(limits.apiTokens.most);
    expect(
      await fill("workspaces", (n) =>
        browser.call("createWorkspace", { body: { name: "More", slug: `${team.workspace.slug}-${n}` } }),
      ),
    ).toBe(limits.workspaces.most - 1);
  }, 120_000);

  it("shows every access key in use, however many were revoked, and makes room when one is", async () => {
    const { browser } = team.owner;
    const create = () => browser.call("createAccessKey", { params: params(), body: { name: "First" } });
    expect((await create()).status).toBe(200);
    await dashboard.database.owner.unscoped(
      (tx) => tx.sql`
        INSERT INTO access_keys (id, workspace_id, server_id, name, prefix, key_hash, created_at, revoked_at)
        SELECT k.id || '_' || n, k.workspace_id, k.server_id, 'Later', k.prefix, sha256(n::text::bytea),
               k.created_at + n * interval '1 second', CASE WHEN n > 199 THEN k.created_at + interval '1 day' END
        FROM access_keys k, generate_series(1, 900) n`,
    );
    const { keys } = await browser.get("listAccessKeys", { params: params() });
    expect(keys).toHaveLength(500);
    expect(keys.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(limits.accessKeys.most);
    expect((await create()).status).toBe(409);
    const accessKeyId = keys.find(({ name }) => name === "First")?.id ?? "";
    await browser.get("revokeAccessKey", { params: { ...params(), accessKeyId } });
    expect((await create()).status).toBe(200);
  });
});
