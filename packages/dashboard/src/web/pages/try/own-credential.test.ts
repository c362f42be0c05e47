import { describe, expect, it } from "vitest";
import { asksForCredential, openVariables } from "./own-credential.ts";

describe("what a trial asks of the viewer", () => {
  it("asks for nothing at a draft with a shared credential: the ticket stands for an access key", () => {
    expect(asksForCredential({ credential: { mode: "none" }, access: "access_key" }, "draft")).toBe(false);
    expect(asksForCredential({ credential: { mode: "none" }, access: "access_key" }, "live")).toBe(true);
    expect(asksForCredential({ credential: { mode: "none" }, access: "public" }, "live")).toBe(false);
    expect(asksForCredential({ credential: { mode: "passthrough" }, access: "credential" }, "draft")).toBe(true);
  });
  it("names each value once that users choose when they sign in", () => {
    const cloud = { from: "grant", name: "cloudId" } as const;
    const sources = [
      { variables: { cloudId: cloud, region: { from: "owner", value: "eu" } as const } },
      { variables: { site: cloud } },
    ];
    expect(openVariables({ sources })).toEqual(["cloudId"]);
  });
});
