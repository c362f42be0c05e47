import { describe, expect, it } from "vitest";
import { listCommands, type Here } from "./commands.ts";

const nothing = () => undefined;
const deeds = { resumeWorkspace: nothing, resumeServer: nothing, chooseTheme: nothing, signOut: nothing };

/** As much of a place as the commands look at. */
const at = (permissions: readonly string[], stoppedAt: string | null = null): Here =>
  ({
    session: { account: { isOperator: false }, workspaces: [] },
    workspace: { slug: "demo", name: "Demo", role: "viewer", permissions, stoppedAt },
    servers: [],
    server: { slug: "wiki", name: "Wiki", access: "access_key", stoppedAt },
    tools: [{ key: "GET /pages", sourceId: "src_1", name: "getPages", title: "List pages", path: "/pages" }],
    deeds,
  }) as unknown as Here;

const labels = (here: Here) => listCommands(here).map(({ label }) => label);
const viewer = ["workspace.read", "servers.read", "members.read", "audit.read", "credentials.read"];
const forMore = ["Changes", "New server", "Review and publish", "Stop the server", "New access key", "Invite someone"];

describe("the commands", () => {
  it("offer a viewer pages and tools, and nothing that the role does not allow", () => {
    const offered = labels(at(viewer));
    expect(offered).toEqual(expect.arrayContaining(["Tools", "getPages", "Members", "Theme: Dark", "Sign out"]));
    for (const label of forMore) expect(offered, label).not.toContain(label);
  });

  it("offer those who may what they may", () => {
    const more = ["changes.read", "servers.create", "servers.publish", "servers.stop", "credentials.manage"];
    expect(labels(at([...viewer, ...more, "members.manage"]))).toEqual(expect.arrayContaining(forMore));
  });

  it("resume what is stopped instead of stopping it again", () => {
    const offered = labels(at([...viewer, "servers.stop", "workspace.stop"], "2026-11-20T12:00:00Z"));
    expect(offered).toEqual(expect.arrayContaining(["Resume the server", "Resume all servers"]));
    expect(offered).not.toContain("Stop the server");
  });

  it("lead to a tool by its key and its document", () => {
    expect(listCommands(at(viewer)).find(({ label }) => label === "getPages")).toMatchObject({
      href: "/w/demo/s/wiki/tools?tool=GET+%2Fpages&from=src_1",
    });
  });
});
