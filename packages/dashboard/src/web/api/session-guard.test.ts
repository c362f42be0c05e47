import { describe, expect, it } from "vitest";
import { createSessionGuard } from "./session-guard.ts";

const ana = { account: { id: "usr_ana", email: "ana@example.test" } };
const ben = { account: { id: "usr_ben", email: "ben@example.test" } };
const nobody = { account: null };

const bound = () => {
  const guard = createSessionGuard();
  guard.bind("usr_ana");
  return guard;
};

describe("the session guard", () => {
  it("lets everything through while the page has no owner", async () => {
    const guard = createSessionGuard();
    expect(guard.learn(nobody)).toBe(true);
    expect(await guard.whenClear("write")).toBe(true);
  });

  it("holds a change back until the same account is there again", async () => {
    const guard = bound();
    expect(guard.learn(nobody)).toBe(false);
    const saved = guard.whenClear("write");
    expect(guard.read().interruption).toEqual({ reason: "ended" });
    expect(guard.learn(ana)).toBe(true);
    expect(await saved).toBe(true);
    expect(guard.isClear()).toBe(true);
  });

  it("does not let a change out in another account's name", () => {
    const guard = bound();
    let isSent = false;
    expect(guard.learn(nobody)).toBe(false);
    void guard.whenClear("write").then(() => (isSent = true));
    expect(guard.learn(ben)).toBe(false);
    expect(guard.read().interruption).toEqual({ reason: "other_account", email: "ben@example.test" });
    expect(isSent).toBe(false);
  });

  it("gives a change up when the question is put aside, keeps reading waiting, and asks again at the next change", async () => {
    const guard = bound();
    guard.learn(nobody);
    const reading = guard.whenClear("read");
    const saving = guard.whenClear("write");
    guard.putAside();
    expect(await saving).toBe(false);
    guard.learn(nobody);
    expect(guard.read().isPutAside).toBe(true);
    const again = guard.whenClear("write");
    expect(guard.read().isPutAside).toBe(false);
    guard.learn(ana);
    expect([await reading, await again]).toEqual([true, true]);
  });

  it("lets nobody wait for a page that is left", async () => {
    const guard = createSessionGuard();
    const leave = guard.bind("usr_ana");
    guard.learn(nobody);
    const reading = guard.whenClear("read");
    leave();
    expect(await reading).toBe(false);
    expect(guard.isClear()).toBe(true);
  });
});
