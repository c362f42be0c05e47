import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissions, roles } from "./api/permissions.ts";
import type { Permission, Role } from "./api/permissions.ts";
import type { RouteDefinition } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteName } from "./api/routes.ts";
import { furnish } from "./testing/furnish.ts";
import type { Furnished } from "./testing/furnish.ts";
import { foundWorkspace, signUp } from "./testing/people.ts";
import type { Person, Team } from "./testing/people.ts";
import { sampleBodies } from "./testing/sample-bodies.ts";
import { openBrowser } from "./testing/test-browser.ts";
import type { TestBrowser } from "./testing/test-browser.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

// Assurance 25: every route × {anonymous, other workspace, removed member, lower role}. The table is the route table
// itself, so a new route is in it from its first day.
type Entry = readonly [name: RouteName, route: RouteDefinition];
const entries = Object.entries(routes) as unknown as Entry[];
const ofWorkspace = entries.filter(([, { access }]) => access in permissions);
const paramsOf = ({ path }: RouteDefinition): string[] =>
  Array.from(path.matchAll(/:([A-Za-z]+)/g), ([, name = ""]) => name);
const belowWorkspace = ofWorkspace.filter(([, route]) => paramsOf(route).length > 1);

const queries: Partial<Record<RouteName, Record<string, string>>> = {
  checkSlug: { slug: "free" },
  exportAudit: { format: "csv" },
};

describe("tenancy", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let furnished: Furnished;
  let stranger: Person;
  let otherTeam: Team;
  let removed: Person;
  const members = new Map<Role, Person>();

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    furnished = await furnish(dashboard, team);
    otherTeam = await foundWorkspace(dashboard);
    stranger = otherTeam.owner;
    removed = await team.join("owner");
    await team.owner.browser.get("removeMember", {
      params: { workspace: furnished.workspace, userId: removed.userId },
    });
    for (const role of roles) members.set(role, role === "owner" ? team.owner : await team.join(role));
  }, 120_000);
  afterAll(() => dashboard.close());

  const send = async (browser: TestBrowser, [name, route]: Entry, given: object) => {
    const answer = await browser.call(name, {
      params: Object.fromEntries(
        paramsOf(route).map((param) => [param, (given as Record<string, string>)[param] ?? "none"]),
      ) as never,
      query: { ...queries[name], ...(name === "getTool" && { sourceId: furnished.sourceId, key: furnished.key }) },
      body: sampleBodies(furnished)[name] ?? {},
    });
    return { status: answer.status, body: answer.text.replace(/req_[a-z0-9]+/, "req") };
  };
  const nowhere = () => ({ ...furnished, workspace: `no-${randomBytes(6).toString("hex")}` });

  it("has a sample body for every route that takes one below a workspace", () => {
    const samples = sampleBodies(furnished);
    const unfit = ofWorkspace.filter(([name, { body }]) => body && !body.safeParse(samples[name]).success);
    expect(unfit.map(([name]) => name)).toEqual([]);
  });

  it.each(entries.filter(([, { access }]) => access !== "public"))(
    "asks whoever calls %s without a session to sign in, whatever there is",
    async (...entry) => {
      const there = await send(openBrowser(dashboard), entry, furnished);
      expect(there.status).toBe(401);
      expect(await send(openBrowser(dashboard), entry, nowhere())).toEqual(there);
    },
  );

  it.each(ofWorkspace)("answers %s of another workspace as if there were none", async (...entry) => {
    const missing = await send(stranger.browser, entry, nowhere());
    expect(missing.status).toBe(404);
    expect(await send(stranger.browser, entry, furnished)).toEqual(missing);
    const byId = await send(stranger.browser, entry, { ...furnished, workspace: team.workspace.id });
    expect(byId).toEqual(missing);
  });

  it.each(ofWorkspace)("answers %s to a removed member as if there were no workspace", async (...entry) => {
    const missing = await send(removed.browser, entry, nowhere());
    expect(await send(removed.browser, entry, furnished)).toEqual(missing);
    expect(missing.status).toBe(404);
  });

  it.each(ofWorkspace.filter(([, { access }]) => permissions[access as Permission] !== "viewer"))(
    "refuses %s to the next lower role",
    async (...entry) => {
      const needed = permissions[entry[1].access as Permission];
      const lower = roles[roles.indexOf(needed) - 1];
      const person = lower && members.get(lower);
      if (!person) throw new Error("There is no lower role.");
      expect((await send(person.browser, entry, furnished)).status).toBe(403);
    },
  );

  it.each(belowWorkspace)("does not reach from one's own workspace into another's by %s", async (...entry) => {
    const own = { ...furnished, workspace: otherTeam.workspace.slug };
    const unknown = Object.fromEntries(
      Object.entries(furnished).map(([name, value]) => [
        name,
        typeof value === "string" && name !== "workspace" ? value.replace(/[0-9a-z]{6}$/, "0zzzz0") : value,
      ]),
    );
    const missing = await send(stranger.browser, entry, { ...unknown, workspace: otherTeam.workspace.slug });
    const foreign = await send(stranger.browser, entry, own);
    expect(foreign).toEqual(missing);
    expect([200, 401, 403, 500]).not.toContain(foreign.status);
  });

  it("does not end another account's session", async () => {
    const someone = await signUp(dashboard);
    const { sessions } = await someone.browser.get("listSessions");
    const answer = await stranger.browser.call("endSession", { params: { sessionId: sessions[0]?.id ?? "" } });
    expect(answer.status).toBe(404);
    expect((await someone.browser.call("listSessions")).status).toBe(200);
  });

  it("shows the operator's page to operators alone", async () => {
    expect((await stranger.browser.call("getOperatorActivity")).status).toBe(404);
    await dashboard.database.owner.unscoped(
      (tx) => tx.sql`INSERT INTO operators (user_id) VALUES (${stranger.userId})`,
    );
    expect((await stranger.browser.call("getOperatorActivity")).status).toBe(200);
    await dashboard.database.owner.unscoped((tx) => tx.sql`DELETE FROM operators WHERE user_id = ${stranger.userId}`);
  });
});
