import { describe, expect, it } from "vitest";
import { matchCommands } from "./match-commands.ts";

const commands = [
  { group: "confluence", label: "Audit", href: "/1" },
  { group: "Workspace", label: "Audit", href: "/2" },
  { group: "Servers", label: "Confluence audit copy", words: "conf-copy", href: "/3" },
  { group: "Workspace", label: "Members", href: "/4" },
  { group: "Tools", label: "getAuditRecords", href: "/5", isDetail: true },
  { group: "Actions", label: "Sign out", words: "logout", run: () => undefined },
];
const hrefs = (query: string) =>
  matchCommands(commands, query).map((command) => ("href" in command ? command.href : command.label));

describe("matchCommands", () => {
  it("gives everything but the tools for an empty query", () => expect(hrefs("  ")).toHaveLength(5));
  it("puts labels that begin with the query first", () => expect(hrefs("aud")).toEqual(["/1", "/2", "/3", "/5"]));
  it("puts what is called just so before what only begins like it", () => {
    const pages = ["getPagesInSpace", "getPages"].map((label) => ({ group: "Tools", label, href: `/${label}` }));
    expect(matchCommands(pages, "getPages").map(({ label }) => label)).toEqual(["getPages", "getPagesInSpace"]);
  });
  it("wants every word, in label, group or further words", () => {
    expect(hrefs("audit work")).toEqual(["/2"]);
    expect(hrefs("conf-copy")).toEqual(["/3"]);
    expect(hrefs("logout")).toEqual(["Sign out"]);
  });
});
