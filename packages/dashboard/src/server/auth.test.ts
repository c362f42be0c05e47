import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentTotp } from "./auth/totp.ts";
import { password, signUp } from "./testing/people.ts";
import { openBrowser } from "./testing/test-browser.ts";
import type { TestBrowser } from "./testing/test-browser.ts";
import { createTestDashboard, dashboardUrl } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const minuteMs = 60_000;
const withoutIds = (text: string): string => text.replace(/req_[a-z0-9]+/, "req");
const tokenOf = (link: string): string => link.split("#")[1] ?? "";

describe("accounts", () => {
  let dashboard: TestDashboard;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
  }, 60_000);
  afterAll(() => dashboard.close());

  const login = (email: string, entered = password, browser = openBrowser(dashboard)) =>
    browser.call("login", { body: { email, password: entered } });
  /** Addresses are throttled together: each of these tests is on a day of its own. */
  const nextDay = () => dashboard.clock.advance(24 * 60 * minuteMs);

  it("does not sign up without the link, and uses the link once", async () => {
    const browser = openBrowser(dashboard);
    const email = "once@example.test";
    await browser.get("signUp", { body: { email } });
    const token = tokenOf(await dashboard.linkTo(email));
    expect(await browser.get("inspectLink", { body: { token } })).toEqual({ purpose: "sign_up", email });
    const body = { token, displayName: "Once", password, acceptTerms: true as const };
    const session = await browser.get("completeSignUp", { body });
    expect(session.account).toMatchObject({ email, displayName: "Once", totpEnabled: false });
    expect((await openBrowser(dashboard).call("completeSignUp", { body })).status).toBe(400);
    expect((await browser.call("inspectLink", { body: { token } })).error.code).toBe("invalid_input");
  });

  it("asks for the terms, and for a password of twelve characters", async () => {
    const browser = openBrowser(dashboard);
    const body = { token: "x".repeat(40), displayName: "N", password: "short", acceptTerms: false };
    const answer = await browser.call("completeSignUp", { body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("at least 12 characters");
    expect(answer.text).toContain("Accept the terms");
  });

  it("refuses a sign-up link after an hour", async () => {
    const browser = openBrowser(dashboard);
    await browser.get("signUp", { body: { email: "late@example.test" } });
    const token = tokenOf(await dashboard.linkTo("late@example.test"));
    dashboard.clock.advance(61 * minuteMs);
    expect((await browser.call("inspectLink", { body: { token } })).status).toBe(400);
  });

  it("rotates the session at login, keeps it in a __Host- cookie and stores its hash alone", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const before = browser.cookie;
    const answer = await login(email, password, browser);
    expect(answer.status).toBe(200);
    const set = answer.headers.get("set-cookie") ?? "";
    expect(set).toMatch(
      /^__Host-breezeway_session=bws_[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(browser.cookie).not.toBe(before);
    const old = openBrowser(dashboard);
    old.cookie = before;
    expect((await old.call("listSessions")).status).toBe(401);
    const stored = await dashboard.database.owner.unscoped((tx) => tx.sql`SELECT s::text AS row FROM sessions s`);
    expect(JSON.stringify(stored)).not.toContain(browser.cookie?.split("=")[1]);
  });

  it("ends a session at logout, at logout everywhere, when idle and at its absolute end", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const second = openBrowser(dashboard);
    await login(email, password, second);
    await browser.get("logout");
    expect(browser.cookie).toBeUndefined();
    expect((await second.get("listSessions")).sessions).toHaveLength(1);
    await second.get("logoutEverywhere");
    expect((await second.call("listSessions")).status).toBe(401);

    await login(email, password, second);
    dashboard.clock.advance(11 * 60 * minuteMs);
    expect((await second.call("listSessions")).status).toBe(200);
    dashboard.clock.advance(13 * 60 * minuteMs);
    expect((await second.call("listSessions")).status).toBe(401);

    await login(email, password, second);
    for (let hours = 0; hours < 14 * 24 - 8; hours += 8) {
      dashboard.clock.advance(8 * 60 * minuteMs);
      expect((await second.call("listSessions")).status).toBe(200);
    }
    dashboard.clock.advance(9 * 60 * minuteMs);
    expect((await second.call("listSessions")).status).toBe(401);
  });

  it("refuses changes without Origin, from elsewhere, and without the session's token", async () => {
    nextDay();
    const { browser } = await signUp(dashboard);
    const rename = (headers: Record<string, string | null>) =>
      browser.call("updateAccount", { body: { displayName: "Mallory" }, headers });
    for (const headers of [
      { origin: null },
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: `${dashboardUrl}.evil.example` },
      { "x-csrf-token": null },
      { "x-csrf-token": "" },
      { "x-csrf-token": `${browser.csrfToken}x` },
    ])
      expect((await rename(headers)).status, JSON.stringify(headers)).toBe(403);
    const other = await signUp(dashboard);
    expect((await rename({ "x-csrf-token": other.browser.csrfToken })).status).toBe(403);
    expect((await rename({})).status).toBe(200);
    expect((await login(other.email, password, openBrowser(dashboard))).status).toBe(200);
    const crossSite = await openBrowser(dashboard).call("login", {
      body: { email: other.email, password },
      headers: { origin: "https://evil.example" },
    });
    expect(crossSite.status).toBe(403);
  });

  it("evaluates at most ten passwords for an account in 15 minutes, and lets the owner in later", async () => {
    nextDay();
    const { email } = await signUp(dashboard);
    const evaluated = await guess(email, 40);
    expect(evaluated).toBeLessThanOrEqual(10);
    const refused = await login(email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    dashboard.clock.advance(15 * minuteMs + 1_000);
    expect((await login(email)).status).toBe(200);
  });

  it("opens the door again to whoever reads the owner's mail, at once", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    await guess(email, 20);
    expect((await login(email)).status).toBe(429);
    await browser.get("forgotPassword", { body: { email } });
    const token = tokenOf(await dashboard.linkTo(email));
    const fresh = "another long password";
    const visitor = openBrowser(dashboard);
    expect((await visitor.call("resetPassword", { body: { token, password: fresh } })).status).toBe(200);
    expect((await login(email, fresh)).status).toBe(200);
    expect((await visitor.call("resetPassword", { body: { token, password } })).status).toBe(400);
    expect((await browser.call("listSessions")).status).toBe(401);
  });

  const guess = async (email: string, times: number): Promise<number> => {
    let evaluated = 0;
    for (let round = 0; round < times; round += 1) {
      const answer = await login(email, `wrong password ${round}`);
      if (answer.status === 401) evaluated += 1;
      else expect(answer.status).toBe(429);
      dashboard.clock.advance(1_000);
    }
    return evaluated;
  };

  it("answers a known and an unknown e-mail with the same body", async () => {
    nextDay();
    const { email } = await signUp(dashboard);
    const unknown = "nobody@example.test";
    const pairs = await Promise.all([
      Promise.all([login(email, "wrong password 1"), login(unknown, "wrong password 1")]),
      Promise.all([email, unknown].map((to) => openBrowser(dashboard).call("signUp", { body: { email: to } }))),
      Promise.all([email, unknown].map((to) => openBrowser(dashboard).call("forgotPassword", { body: { email: to } }))),
    ]);
    for (const [known, other] of pairs) {
      expect(other?.status).toBe(known?.status);
      expect(withoutIds(other?.text ?? "")).toBe(withoutIds(known?.text ?? ""));
    }
    await dashboard.deps.background.settled();
    const subjects = dashboard.letters.filter(({ to }) => to === email).map(({ subject }) => subject);
    expect(subjects).toContain("You already have a Breezeway account");
  });

  it("takes as long to refuse an unknown e-mail as a known one", async () => {
    nextDay();
    const { email } = await signUp(dashboard);
    const timeOf = async (to: string) => {
      const times: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        nextDay();
        const startedAt = performance.now();
        await login(to, "wrong password");
        times.push(performance.now() - startedAt);
      }
      return times.toSorted((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await timeOf(email), await timeOf("nobody@example.test")];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2.5);
  });

  it("changes the password, ends the other sessions and rotates this one", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const second = openBrowser(dashboard);
    await login(email, password, second);
    const newPassword = "another long password";
    const wrong = { currentPassword: "not this", newPassword };
    expect((await browser.call("changePassword", { body: wrong })).status).toBe(403);
    const before = browser.cookie;
    await browser.get("changePassword", { body: { currentPassword: password, newPassword } });
    expect(browser.cookie).not.toBe(before);
    expect((await browser.call("listSessions")).status).toBe(200);
    expect((await second.call("listSessions")).status).toBe(401);
    expect((await login(email)).status).toBe(401);
    expect((await login(email, newPassword)).status).toBe(200);
  });

  it("changes the e-mail only by a link sent to the new address", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const newEmail = `new-${email}`;
    await browser.get("changeEmail", { body: { newEmail, password } });
    expect((await browser.get("getSession")).account?.email).toBe(email);
    const token = tokenOf(await dashboard.linkTo(newEmail));
    expect(await browser.get("confirmEmail", { body: { token } })).toEqual({ email: newEmail });
    expect((await login(newEmail)).status).toBe(200);
    expect((await login(email)).status).toBe(401);
    expect((await browser.call("confirmEmail", { body: { token } })).status).toBe(400);
  });

  const addSecondFactor = async (browser: TestBrowser) => {
    const begun = await browser.get("beginTotp", { body: { password } });
    const code = currentTotp(begun.secret, dashboard.clock.now());
    const { recoveryCodes } = await browser.get("confirmTotp", { body: { setup: begun.setup, code } });
    return { secret: begun.secret, recoveryCodes };
  };

  it("asks for the second factor, takes each code once, and recovery codes once", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const { secret, recoveryCodes } = await addSecondFactor(browser);
    expect(recoveryCodes).toHaveLength(10);
    const challengeOf = async () => {
      const answer = await login(email);
      if (answer.json.status !== "second_factor") throw new Error("No second factor was asked for.");
      expect(answer.headers.get("set-cookie")).toBeNull();
      return answer.json.challenge;
    };
    const challenge = await challengeOf();
    const enter = (code: string) => openBrowser(dashboard).call("loginWithSecondFactor", { body: { challenge, code } });
    expect((await enter("000000")).status).toBe(401);
    expect((await enter(currentTotp(secret, dashboard.clock.now()))).status).toBe(401);
    dashboard.clock.advance(31_000);
    const code = currentTotp(secret, dashboard.clock.now());
    expect((await enter(code)).status).toBe(200);
    expect((await enter(code)).status).toBe(401);
    expect((await enter(recoveryCodes[0]?.toUpperCase() ?? "")).status).toBe(200);
    expect((await enter(recoveryCodes[0] ?? "")).status).toBe(401);
    expect((await browser.get("getSession")).account).toMatchObject({ totpEnabled: true, recoveryCodesLeft: 9 });
    dashboard.clock.advance(6 * minuteMs);
    expect((await enter(recoveryCodes[1] ?? "")).status).toBe(401);
    const stored = await dashboard.database.owner.unscoped((tx) => tx.sql`SELECT totp_secret FROM user_secrets`);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it("removes the second factor only with password and code", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const { recoveryCodes } = await addSecondFactor(browser);
    const code = recoveryCodes[0] ?? "";
    expect((await browser.call("disableTotp", { body: { password, code: "123456" } })).status).toBe(401);
    expect((await browser.call("disableTotp", { body: { password: "not this", code } })).status).toBe(403);
    expect(await browser.get("disableTotp", { body: { password, code } })).toMatchObject({ totpEnabled: false });
    expect((await login(email)).json.status).toBe("signed_in");
  });

  it("exports what it keeps of a person, without hashes and secrets", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const { secret } = await addSecondFactor(browser);
    const answer = await browser.call("exportAccount");
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    expect(answer.text).toContain(email);
    expect(answer.text).toContain("account.created");
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toMatch(/argon2|token_hash|passwordHash/);
  });

  it("deletes an account after the grace period, unless it is called off or the last owner", async () => {
    nextDay();
    const { email, browser } = await signUp(dashboard);
    const owned = await browser.get("createWorkspace", { body: { name: "Mine", slug: "mine" } });
    expect((await browser.call("deleteAccount", { body: { password } })).status).toBe(409);
    await browser.get("deleteWorkspace", { params: { workspace: owned.slug }, body: { confirmName: "Mine" } });
    const asked = await browser.get("deleteAccount", { body: { password } });
    expect(asked.deletesAt).not.toBeNull();
    expect((await browser.get("keepAccount")).deletesAt).toBeNull();
    const { changes } = JSON.parse((await browser.call("exportAccount")).text) as { changes: { kind: string }[] };
    expect(changes.map(({ kind }) => kind)).toContain("account.deletion_called_off");
    await browser.get("deleteAccount", { body: { password } });
    await dashboard.database.owner.unscoped(
      (tx) => tx.sql`UPDATE users SET deletion_due_at = now() - interval '1 minute' WHERE email = ${email}`,
    );
    const purge = () =>
      dashboard.database.control.unscoped((tx) => tx.sql<{ n: number }[]>`SELECT purge_due_users() AS n`);
    expect((await purge())[0]?.n).toBe(0);
    await dashboard.database.owner.unscoped((tx) => tx.sql`DELETE FROM workspaces WHERE id = ${owned.id}`);
    expect((await purge())[0]?.n).toBe(1);
    expect((await login(email)).status).toBe(401);
  });

  it("keeps an account change for every step, without secrets", async () => {
    const rows = await dashboard.database.owner.unscoped(
      (tx) => tx.sql<{ kind: string; row: string }[]>`SELECT kind, c::text AS row FROM account_changes c`,
    );
    const kinds = new Set(rows.map(({ kind }) => kind));
    for (const kind of [
      "account.created",
      "account.renamed",
      "account.signed_out_everywhere",
      "account.password_reset_asked",
      "account.password_reset",
      "account.password_changed",
      "account.email_change_asked",
      "account.email_changed",
      "account.second_factor_added",
      "account.second_factor_removed",
      "account.exported",
    ])
      expect(kinds, kind).toContain(kind);
    expect(JSON.stringify(rows)).not.toMatch(/argon2|bwl_|bws_|long password|long and quiet/);
    expect(dashboard.logLines.join("")).not.toMatch(/bwl_|bws_|long and quiet/);
  });
});
