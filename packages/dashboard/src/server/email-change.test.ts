import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, signUp } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const tokenOf = (link: string): string => link.split("#")[1] ?? "";

describe("a change of e-mail", () => {
  let dashboard: TestDashboard;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
  }, 60_000);
  afterAll(() => dashboard.close());

  it("is shown while it waits, and works no longer once it is called off", async () => {
    const { browser, email } = await signUp(dashboard);
    const newEmail = `new-${email}`;
    const asked = await browser.get("changeEmail", { body: { newEmail, password } });
    expect(asked).toMatchObject({ email, pendingEmail: { email: newEmail } });
    expect((await browser.get("getSession")).account?.pendingEmail?.email).toBe(newEmail);
    const token = tokenOf(await dashboard.linkTo(newEmail));
    expect((await browser.get("cancelEmailChange")).pendingEmail).toBeNull();
    expect((await browser.call("confirmEmail", { body: { token } })).status).toBe(400);
    await browser.get("cancelEmailChange");
    const { changes } = await browser.get("listAccountChanges", { query: { limit: "2" } });
    expect(changes).toMatchObject([
      { action: "account.email_change_called_off", text: "Change of e-mail called off", before: { email: newEmail } },
      { action: "account.email_change_asked" },
    ]);
  });

  it("looks the same to the asker whether or not the address has an account", async () => {
    const [asker, other] = [await signUp(dashboard), await signUp(dashboard)];
    const seen = async (newEmail: string): Promise<string> => {
      const answer = await asker.browser.call("changeEmail", { body: { newEmail, password } });
      await dashboard.deps.background.settled();
      const { account } = await asker.browser.get("getSession");
      const { changes } = await asker.browser.get("listAccountChanges", { query: { limit: "1" } });
      const text = JSON.stringify([answer.status, answer.json, account, changes]);
      return text.replaceAll(newEmail, "ADDRESS").replace(/chg_\w+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "-");
    };
    expect(await seen(other.email)).toBe(await seen("free@example.test"));
    const subjects = dashboard.letters.filter(({ to }) => to === other.email).map(({ subject }) => subject);
    expect(subjects).toContain("This address already has a Breezeway account");
  });

  it("to one's own confirmed address is refused, under its field", async () => {
    const { browser, email } = await signUp(dashboard);
    const { error } = await browser.call("changeEmail", { body: { newEmail: email, password } });
    expect(error).toMatchObject({ code: "conflict", at: "newEmail" });
  });

  it("turns pages of the account's own changes, and shows nobody else's", async () => {
    const { browser } = await signUp(dashboard);
    for (const displayName of ["One", "Two", "Three"])
      // oxlint-disable-next-line no-await-in-loop
      await browser.get("updateAccount", { body: { displayName } });
    const first = await browser.get("listAccountChanges", { query: { limit: "3" } });
    const second = await browser.get("listAccountChanges", {
      query: { limit: "3", cursor: first.nextCursor ?? "" },
    });
    expect([...first.changes, ...second.changes].map(({ action }) => action)).toEqual([
      "account.renamed",
      "account.renamed",
      "account.renamed",
      "account.created",
    ]);
    expect(second.nextCursor).toBeNull();
  });
});
