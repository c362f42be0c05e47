import { describe, expect, it } from "vitest";
import type { ToolRow } from "../../../server/api/tools.ts";
import { emptyFilter, filterTools, groupTools, isFiltered, readFilter, writeFilter } from "./tool-filter.ts";

const row = (key: string, over: Partial<ToolRow> = {}): ToolRow => ({
  sourceId: "src_1",
  key,
  name: key,
  title: key,
  description: "",
  method: "GET",
  path: `/${key}`,
  tags: [],
  enabled: true,
  readOnly: true,
  destructive: false,
  deprecated: false,
  experimental: false,
  edited: [],
  scopes: [],
  bytes: 0,
  tokens: 0,
  findings: [],
  ...over,
});

const tools = [
  row("getPage", { tags: ["Page"], description: "Returns one page" }),
  row("deletePage", { tags: ["Page", "Danger"], method: "DELETE", readOnly: false, enabled: false }),
  row("getSpace", { tags: ["Space"], edited: ["name"] }),
  row("ping", { findings: [{ rule: "r", severity: "warning", message: "m", clients: [] }] }),
];
const names = (filter: Partial<typeof emptyFilter>) =>
  filterTools(tools, { ...emptyFilter, ...filter }).map(({ name }) => name);

describe("filterTools", () => {
  it("lets everything pass an empty filter", () => expect(names({})).toHaveLength(4));
  it("wants every word somewhere in the tool's texts", () => {
    expect(names({ text: "page one" })).toEqual(["getPage"]);
    expect(names({ text: "/getspace" })).toEqual(["getSpace"]);
  });
  it("looks at all tags", () => expect(names({ tag: "Danger" })).toEqual(["deletePage"]));
  it("combines filters", () => expect(names({ tag: "Page", state: "read_only" })).toEqual(["getPage"]));
  it("tells states apart", () => {
    expect(names({ state: "off" })).toEqual(["deletePage"]);
    expect(names({ state: "edited" })).toEqual(["getSpace"]);
  });
  it("tells findings apart", () => {
    expect(names({ finding: "warning" })).toEqual(["ping"]);
    expect(names({ finding: "error" })).toEqual([]);
    expect(names({ finding: "none" })).toHaveLength(3);
  });
});

describe("the filter in the address", () => {
  it("survives a round trip and leaves other parameters alone", () => {
    const filter = { ...emptyFilter, text: "a b", state: "on" as const };
    const search = writeFilter(new URLSearchParams("tool=x&tag=old"), filter);
    expect(search.toString()).toBe("tool=x&q=a+b&state=on");
    expect(readFilter(search)).toEqual(filter);
  });
  it("ignores values it does not know", () =>
    expect(isFiltered(readFilter(new URLSearchParams("state=odd")))).toBe(false));
});

describe("groupTools", () => {
  it("keeps the order of first appearance and puts untagged tools last", () => {
    const groups = groupTools([row("x"), ...tools], "Untagged");
    expect(groups.map(({ tag, tools: members }) => [tag, members.length])).toEqual([
      ["Page", 2],
      ["Space", 1],
      ["Untagged", 2],
    ]);
  });
});
