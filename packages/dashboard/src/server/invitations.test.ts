import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOperator } from "./services/account/add-operator.ts";
import { foundWorkspace, password, signUp } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const tokenOf = (link: string): string => link.split("#")[1] ?? "";
const withoutIds = (text: string): string => text.replace(/req_[a-z0-9]+/, "req");

let count = 0;
const newAddress = (): string => `invited-${(count += 1)}@example.test`;

const openTeam = async (dashboard: TestDashboard) => {
  const team = await foundWorkspace(dashboard);
  const params = { workspace: team.workspace.slug };
  return {
    team,
    params,
    invite: (body: { role: "viewer" | "editor"; email?: string }) =>
      team.owner.browser.get("createInvitation", { params, body }),
    rolesOf: async () =>
      new Map((await team.owner.browser.get("listMembers", { params })).members.map((row) => [row.email, row.role])),
  };
};

const joinWith = (dashboard: TestDashboard, token: string, displayName = "Newcomer") =>
  openBrowser(dashboard).call("joinWithNewAccount", { body: { token, displayName, password, acceptTerms: true } });
const inspect = (dashboard: TestDashboard, token: string) =>
  openBrowser(dashboard).get("inspectInvitation", { body: { token } });

describe("an invitation where mail is sent", () => {
  let dashboard: TestDashboard;
  let place: Awaited<ReturnType<typeof openTeam>>;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    place = await openTeam(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());
  /** Attempts from one address are counted together for 15 minutes. */
  const later = () => dashboard.clock.advance(16 * 60_000);

  it("makes account and membership at once for whoever reads the invited address's mail, in any browser", async () => {
    const email = newAddress();
    const { link } = await place.invite({ role: "editor", email });
    const mailed = tokenOf(await dashboard.linkTo(email));
    expect(mailed).not.toBe(tokenOf(link));
    expect(await inspect(dashboard, mailed)).toMatchObject({ role: "editor", email, newAccount: { email } });
    const joined = await joinWith(dashboard, mailed);
    expect(joined.json.account).toMatchObject({ email, emailConfirmed: true });
    expect(joined.json.workspaces.map(({ slug }) => slug)).toEqual([place.team.workspace.slug]);
    expect((await place.rolesOf()).get(email)).toBe("editor");
    expect((await joinWith(dashboard, mailed)).status).toBe(400);
    expect((await joinWith(dashboard, tokenOf(link))).status).toBe(400);
    const [newest] = (await place.team.owner.browser.get("listChanges", { params: place.params, query: {} })).changes;
    expect(newest).toMatchObject({ action: "member.joined", actor: { userId: joined.json.account?.id } });
  });

  it("proves no address by the link that the inviter sees, with an address or without", async () => {
    later();
    const email = newAddress();
    for (const body of [{ role: "viewer", email } as const, { role: "viewer" } as const]) {
      // oxlint-disable-next-line no-await-in-loop
      const { link } = await place.invite(body);
      // oxlint-disable-next-line no-await-in-loop
      expect((await inspect(dashboard, tokenOf(link))).newAccount).toBeNull();
      // oxlint-disable-next-line no-await-in-loop
      expect((await joinWith(dashboard, tokenOf(link))).status).toBe(400);
    }
    expect((await place.rolesOf()).has(email)).toBe(false);
  });

  it("comes along through sign-up by mail, whichever address is signed up with", async () => {
    later();
    const { link } = await place.invite({ role: "viewer" });
    const email = newAddress();
    await openBrowser(dashboard).get("signUp", { body: { email, invitation: tokenOf(link) } });
    const mailed = await dashboard.linkTo(email);
    expect(new URL(mailed).pathname).toBe("/invitation");
    expect((await inspect(dashboard, tokenOf(mailed))).newAccount).toEqual({ email });
    expect((await joinWith(dashboard, tokenOf(mailed))).json.account).toMatchObject({ email, emailConfirmed: true });
    expect((await place.rolesOf()).get(email)).toBe("viewer");
  });

  it("is brought back to whoever signs up with an address that has an account, in the same answer as ever", async () => {
    later();
    const { link } = await place.invite({ role: "viewer" });
    const known = await signUp(dashboard);
    const body = (email: string) => ({ body: { email, invitation: tokenOf(link) } });
    const answers = [
      await openBrowser(dashboard).call("signUp", body(known.email)),
      await openBrowser(dashboard).call("signUp", body(newAddress())),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${withoutIds(text)}`)).size).toBe(1);
    const mailed = tokenOf(await dashboard.linkTo(known.email));
    expect(mailed).toBe(tokenOf(link));
    expect((await known.browser.call("acceptInvitation", { body: { token: mailed } })).status).toBe(200);
  });

  it("puts nothing into a sign-up mail that is not an open invitation", async () => {
    later();
    const email = newAddress();
    const { link, invitation } = await place.invite({ role: "viewer" });
    await place.team.owner.browser.get("revokeInvitation", {
      params: { ...place.params, invitationId: invitation.id },
    });
    for (const token of ["buy-these-pills-at-evil-example-today", tokenOf(link)]) {
      // oxlint-disable-next-line no-await-in-loop
      await openBrowser(dashboard).get("signUp", { body: { email, invitation: token } });
      // oxlint-disable-next-line no-await-in-loop
      expect(new URL(await dashboard.linkTo(email)).pathname).toBe("/welcome");
    }
    expect(JSON.stringify(dashboard.letters)).not.toContain("buy-these-pills");
  });

  it("says that an address has an account only to whoever reads its mail", async () => {
    later();
    const known = await signUp(dashboard);
    const { link } = await place.invite({ role: "viewer", email: known.email });
    const mailed = tokenOf(await dashboard.linkTo(known.email));
    const [shown, read] = [await inspect(dashboard, tokenOf(link)), await inspect(dashboard, mailed)];
    expect(shown).toMatchObject({ email: known.email, newAccount: null });
    expect(read).toMatchObject({ email: known.email, newAccount: null });
    expect((await joinWith(dashboard, mailed)).status).toBe(409);
    expect((await known.browser.call("acceptInvitation", { body: { token: mailed } })).status).toBe(200);
  });

  it("ends with its withdrawal and its expiry, the mailed link too", async () => {
    later();
    const [first, second] = [newAddress(), newAddress()];
    const { invitation } = await place.invite({ role: "viewer", email: first });
    await place.invite({ role: "viewer", email: second });
    const mailed = tokenOf(await dashboard.linkTo(first));
    await place.team.owner.browser.get("revokeInvitation", {
      params: { ...place.params, invitationId: invitation.id },
    });
    expect((await joinWith(dashboard, mailed)).status).toBe(400);
    const late = tokenOf(await dashboard.linkTo(second));
    dashboard.clock.advance(8 * 24 * 3_600_000);
    expect((await joinWith(dashboard, late)).status).toBe(400);
  });

  it("makes one account when its link is followed twice at once", async () => {
    later();
    place = await openTeam(dashboard);
    const email = newAddress();
    await place.invite({ role: "viewer", email });
    const token = tokenOf(await dashboard.linkTo(email));
    const answers = await Promise.all([joinWith(dashboard, token), joinWith(dashboard, token)]);
    const [won, ...lost] = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(won).toBe(200);
    expect([400, 409]).toContain(lost[0]);
  });

  it("stores neither link, and logs none", async () => {
    const stored = await dashboard.database.owner.unscoped(
      (tx) => tx.sql`SELECT i::text AS row FROM invitations i UNION ALL SELECT c::text FROM config_changes c`,
    );
    expect(JSON.stringify([stored, dashboard.logLines])).not.toMatch(/bwi_/);
  });
});

describe("an invitation where no mail can be sent", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let place: Awaited<ReturnType<typeof openTeam>>;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    place = await openTeam(dashboard);
    ({ team } = place);
    Object.assign(dashboard.deps.mailer, { delivery: "none" });
  }, 60_000);
  afterAll(() => dashboard.close());

  it("makes an account with the address that the inviter vouches for, and says that it is not confirmed", async () => {
    const email = newAddress();
    const { link } = await place.invite({ role: "editor", email });
    const token = tokenOf(link);
    expect((await inspect(dashboard, token)).newAccount).toEqual({ email });
    const joined = await joinWith(dashboard, token);
    expect(joined.json.account).toMatchObject({ email, emailConfirmed: false });
    const { members } = await team.owner.browser.get("listMembers", { params: place.params });
    expect(members.find((row) => row.email === email)).toMatchObject({ role: "editor", emailConfirmed: false });
    expect((await joinWith(dashboard, token)).status).toBe(400);
  });

  it("makes none without an address, so nobody chooses one that is not theirs", async () => {
    const { link } = await place.invite({ role: "viewer" });
    expect(await inspect(dashboard, tokenOf(link))).toMatchObject({ email: null, newAccount: null });
    expect((await joinWith(dashboard, tokenOf(link))).status).toBe(400);
    const closed = await openBrowser(dashboard).call("signUp", {
      body: { email: newAddress(), invitation: tokenOf(link) },
    });
    expect(closed.status).toBe(503);
  });

  it("does not say whether the address has an account, and leaves that account and the invitation alone", async () => {
    const { email, browser } = team.owner;
    const { link } = await place.invite({ role: "viewer", email });
    expect((await inspect(dashboard, tokenOf(link))).newAccount).toEqual({ email });
    const refused = await joinWith(dashboard, tokenOf(link));
    expect(refused.status).toBe(409);
    expect(refused.error.message).not.toContain(email);
    expect(refused.headers.get("set-cookie")).toBeNull();
    expect((await browser.call("listSessions")).status).toBe(200);
    expect((await inspect(dashboard, tokenOf(link))).role).toBe("viewer");
  });

  it("makes no operator of an account whose address was never confirmed", async () => {
    const email = newAddress();
    const { link } = await place.invite({ role: "viewer", email });
    await joinWith(dashboard, tokenOf(link));
    const { deps, database } = dashboard;
    await expect(addOperator({ deps, owner: database.owner, email })).rejects.toMatchObject({ code: "conflict" });
  });

  it("gives whoever reads an address that was never confirmed no way into the account", async () => {
    const email = newAddress();
    const { link } = await place.invite({ role: "viewer", email });
    await joinWith(dashboard, tokenOf(link));
    Object.assign(dashboard.deps.mailer, { delivery: "smtp" });
    await openBrowser(dashboard).get("forgotPassword", { body: { email } });
    await dashboard.deps.background.settled();
    const letters = dashboard.letters.filter(({ to }) => to === email);
    expect(letters.at(-1)?.subject).toBe("This Breezeway account cannot be reset by mail");
    expect(letters.at(-1)?.text).not.toContain("http");
    Object.assign(dashboard.deps.mailer, { delivery: "none" });
  });

  it("lets the address be confirmed once mail can be sent", async () => {
    const email = newAddress();
    const { link } = await place.invite({ role: "viewer", email });
    const browser = openBrowser(dashboard);
    await browser.get("joinWithNewAccount", {
      body: { token: tokenOf(link), displayName: "Late", password, acceptTerms: true },
    });
    Object.assign(dashboard.deps.mailer, { delivery: "smtp" });
    await browser.get("changeEmail", { body: { newEmail: email, password } });
    await browser.get("confirmEmail", { body: { token: tokenOf(await dashboard.linkTo(email)) } });
    const { account } = await browser.get("getSession");
    expect(account).toMatchObject({ email, emailConfirmed: true, pendingEmail: null });
    const { changes } = await browser.get("listAccountChanges");
    expect(changes.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["account.email_confirmed", "account.created"]),
    );
  });
});
