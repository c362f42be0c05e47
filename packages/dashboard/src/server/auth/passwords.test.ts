import { describe, expect, it } from "vitest";
import { createPasswordHasher } from "./passwords.ts";

describe("the password hasher", () => {
  it("makes argon2id hashes and tells the right password from others", async () => {
    const passwords = createPasswordHasher();
    const hash = await passwords.hash("correct horse");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
    expect(await passwords.verify(hash, "correct horse")).toBe(true);
    expect(await passwords.verify(hash, "correct mule")).toBe(false);
    expect(await passwords.verify(undefined, "a password that nobody has")).toBe(false);
  });

  it("refuses work beyond its queue instead of taking more memory, and recovers", async () => {
    const passwords = createPasswordHasher({ maxConcurrent: 1, maxQueued: 3, memoryKib: 1_024 });
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => passwords.hash("x")));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    const refused = all.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
    expect(await passwords.hash("x")).toMatch(/^\$argon2id/);
  });
});
