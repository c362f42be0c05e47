import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissions } from "./api/permissions.ts";
import type { RouteDefinition } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteName } from "./api/routes.ts";
import { currentTotp } from "./auth/totp.ts";
import { foundWorkspace, password, signUp } from "./testing/people.ts";
import type { Person } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import type { CallInput } from "./testing/test-browser.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

// The mutations of a person's own things: that each works and is recorded. That each asks for a session is in
// tenancy.test.ts for every route, and those that name another's thing are there too. What a workspace's members change
// is in changes.test.ts.

/** What has no record, and why. */
const unrecorded: Readonly<Record<string, string>> = {
  signUp: "makes no account: it sends a link",
  inspectLink: "reads",
  inspectInvitation: "reads",
  login: "the list of sessions shows it",
  loginWithSecondFactor: "the list of sessions shows it",
  logout: "the list of sessions shows it",
  beginTotp: "stores nothing before the code is there",
};

/** Held where their subject is, by the titles of tests. */
const heldElsewhere: Readonly<Record<string, readonly [file: string, title: string]>> = {
  completeSignUp: ["auth.test.ts", "keeps an account change for every step, without secrets"],
  joinWithNewAccount: ["invitations.test.ts", "makes account and membership at once for whoever reads"],
};

describe("every change of a person's own things", () => {
  let dashboard: TestDashboard;
  const covered = new Set<string>();
  beforeAll(async () => {
    dashboard = await createTestDashboard();
  }, 60_000);
  afterAll(() => dashboard.close());

  const newestOf = async (userId: string) => {
    const [row] = await dashboard.database.owner.unscoped(
      (tx) => tx.sql<{ kind: string }[]>`
        SELECT kind FROM (SELECT kind, at FROM account_changes WHERE user_id = ${userId}
                          UNION ALL SELECT kind, at FROM config_changes WHERE actor_id = ${userId}) c
        ORDER BY at DESC LIMIT 1`,
    );
    return row?.kind;
  };
  /** Calls a route, in a browser of its own where it needs no session, and looks at what was recorded. */
  const change = async <Name extends RouteName>(
    { browser, userId }: Person,
    name: Name,
    input: CallInput<Name>,
    kind: string,
  ) => {
    dashboard.clock.advance(1_000);
    const { access }: RouteDefinition = routes[name];
    const result = await (access === "public" ? openBrowser(dashboard) : browser).get(name, input);
    await dashboard.deps.background.settled();
    expect(await newestOf(userId), name).toBe(kind);
    covered.add(name);
    return result;
  };
  const tokenOf = async (email: string) => (await dashboard.linkTo(email)).split("#")[1] ?? "";

  it("of name, password and address works and is recorded", async () => {
    const person = await signUp(dashboard);
    await change(person, "updateAccount", { body: { displayName: "Another name" } }, "account.renamed");
    const newPassword = "another long and quiet password";
    const passwords = { currentPassword: password, newPassword };
    await change(person, "changePassword", { body: passwords }, "account.password_changed");
    const newEmail = `new-${person.email}`;
    const asked = { body: { newEmail, password: newPassword } };
    await change(person, "changeEmail", asked, "account.email_change_asked");
    await change(person, "confirmEmail", { body: { token: await tokenOf(newEmail) } }, "account.email_changed");
    await change(
      person,
      "changeEmail",
      { body: { newEmail: person.email, password: newPassword } },
      "account.email_change_asked",
    );
    await change(person, "cancelEmailChange", {}, "account.email_change_called_off");
    await change(person, "forgotPassword", { body: { email: newEmail } }, "account.password_reset_asked");
    const reset = { body: { token: await tokenOf(newEmail), password } };
    await change(person, "resetPassword", reset, "account.password_reset");
    expect((await openBrowser(dashboard).call("login", { body: { email: newEmail, password } })).status).toBe(200);
  });

  it("of the second factor and of sessions works and is recorded", async () => {
    const person = await signUp(dashboard);
    const begun = await person.browser.get("beginTotp", { body: { password } });
    const code = currentTotp(begun.secret, dashboard.clock.now() + 1_000);
    const confirm = { body: { setup: begun.setup, code } };
    const { recoveryCodes } = await change(person, "confirmTotp", confirm, "account.second_factor_added");
    const renew = { body: { password, code: recoveryCodes[0] ?? "" } };
    const renewed = await change(person, "renewRecoveryCodes", renew, "account.recovery_codes_renewed");
    const disable = { body: { password, code: renewed.recoveryCodes[0] ?? "" } };
    await change(person, "disableTotp", disable, "account.second_factor_removed");
    const second = openBrowser(dashboard);
    await second.get("login", { body: { email: person.email, password } });
    const { sessions } = await person.browser.get("listSessions");
    const other = sessions.find(({ current }) => !current);
    await change(person, "endSession", { params: { sessionId: other?.id ?? "" } }, "account.session_ended");
    expect((await second.call("listSessions")).status).toBe(401);
    await change(person, "logoutEverywhere", {}, "account.signed_out_everywhere");
  });

  it("of workspaces and of the account's end works and is recorded", async () => {
    const person = await signUp(dashboard);
    const slug = `own-${person.userId.slice(-6)}`;
    await change(person, "createWorkspace", { body: { name: "Own", slug } }, "workspace.created");
    const team = await foundWorkspace(dashboard);
    const invite = { params: { workspace: team.workspace.slug }, body: { role: "viewer" as const } };
    const { link } = await team.owner.browser.get("createInvitation", invite);
    await change(person, "acceptInvitation", { body: { token: link.split("#")[1] ?? "" } }, "member.joined");
    const leaver = await signUp(dashboard);
    await change(leaver, "deleteAccount", { body: { password } }, "account.deletion_asked");
    await change(leaver, "keepAccount", {}, "account.deletion_called_off");
    expect((await leaver.browser.get("getSession")).account?.deletesAt).toBeNull();
  });

  it("has a test here, or names the one elsewhere, or says why it has no record", async () => {
    const mutations = (Object.entries(routes) as [string, RouteDefinition][]).flatMap(([name, { method, access }]) =>
      method === "get" || access in permissions ? [] : [name],
    );
    for (const [name, [file, title]] of Object.entries(heldElsewhere).filter(([held]) => mutations.includes(held))) {
      expect(await readFile(new URL(file, import.meta.url), "utf8"), name).toContain(title);
      covered.add(name);
    }
    expect(mutations.filter((name) => !covered.has(name) && unrecorded[name] === undefined)).toEqual([]);
  });
});
