import { describe, expect, it } from "vitest";
import { localPath } from "./local-path.ts";

describe("localPath", () => {
  it("keeps a path of this origin", () => {
    expect(localPath("/w/acme/servers?tag=a#b")).toBe("/w/acme/servers?tag=a#b");
  });
  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "",
    null,
  ])("refuses %j", (wanted) => {
    expect(localPath(wanted)).toBe("/");
  });
});
