import { describe, expect, it } from "vitest";
import { asksForCredential, chooseTarget, openVariables } from "./own-credential.ts";

describe("chooseTarget", () => {
  const server = (mode: string, status: "live" | "changed" = "live") => ({
    credential: { mode },
    access: "credential" as const,
    status,
  });
  const editor = { wanted: null, mayDraft: true, isLive: true };
  it("tries live where nothing differs, and the draft where it does", () => {
    expect(chooseTarget({ ...editor, server: server("passthrough") })).toBe("live");
    expect(chooseTarget({ ...editor, server: server("passthrough", "changed") })).toBe("draft");
    expect(chooseTarget({ ...editor, isLive: false, server: server("passthrough") })).toBe("draft");
  });
  it("tries the draft where live takes only what a client gets by signing in", () => {
    expect(["oauth", "user_key"].map((mode) => chooseTarget({ ...editor, server: server(mode) }))).toEqual([
      "draft",
      "draft",
    ]);
  });
  it("follows the address as far as the viewer may", () => {
    const oauth = server("oauth");
    expect(chooseTarget({ ...editor, wanted: "live", server: oauth })).toBe("live");
    expect(chooseTarget({ ...editor, wanted: "draft", server: server("none") })).toBe("draft");
    expect(chooseTarget({ ...editor, wanted: "live", isLive: false, server: oauth })).toBe("draft");
    expect(chooseTarget({ ...editor, wanted: "draft", mayDraft: false, server: oauth })).toBe("live");
  });
});

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
