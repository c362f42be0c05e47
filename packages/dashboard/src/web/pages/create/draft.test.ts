import { describe, expect, it } from "vitest";
import type { ImportPreview } from "../../../server/api/imports.ts";
import {
  beginDocument,
  type InspectedDocument,
  isComplete,
  listTokens,
  selectTools,
  toNewSource,
  variableNames,
} from "./draft.ts";

const tool = (key: string, readOnly: boolean, suggested: boolean) => ({
  key,
  name: key,
  title: key,
  description: "",
  method: "GET",
  path: "/",
  tags: [],
  readOnly,
  destructive: false,
  deprecated: false,
  experimental: false,
  scopes: [],
  bytes: 1,
  tokens: 1,
  findings: 0,
  suggested,
});

const preview = {
  documentHash: "hash",
  suggestedBaseUrl: "https://{region}.api.example/v1",
  servers: [
    {
      url: "https://{region}.api.example/v1",
      description: "",
      needsOwner: false,
      variables: [{ name: "region", default: "eu", description: "", values: ["eu", "us"] }],
    },
  ],
  suggestion: { recommended: true, reason: "" },
  tools: [tool("a", true, true), tool("b", false, true), tool("c", true, false)],
} as unknown as ImportPreview;

const begin = (): InspectedDocument =>
  beginDocument({ kind: "url", url: "https://x.example/o.json" }, preview, undefined);

const keysOf = (rule: "suggested" | "read_only" | "all") => selectTools(preview.tools, rule).map(({ key }) => key);

describe("variableNames", () => {
  it("finds each placeholder once", () => expect(variableNames("https://{a}.x/{b}/{a}")).toEqual(["a", "b"]));
});

describe("beginDocument", () => {
  it("fills variables from the document's defaults and takes the suggested set where it is recommended", () => {
    expect(begin()).toMatchObject({ variables: { region: { from: "owner", value: "eu" } }, selection: "suggested" });
  });
});

describe("selectTools", () => {
  it("follows the rule", () => {
    expect([keysOf("suggested"), keysOf("read_only"), keysOf("all")]).toEqual([
      ["a", "b"],
      ["a", "c"],
      ["a", "b", "c"],
    ]);
  });
});

describe("listTokens", () => {
  it("adds up to the budget's sum for all tools, and to its share for some", () => {
    const { tools } = preview;
    const budget = { tokens: 12 } as ImportPreview["budget"];
    expect(listTokens({ tools, budget }, tools)).toBe(12);
    expect(listTokens({ tools, budget }, tools.slice(0, 1))).toBe(4);
    expect(listTokens({ tools: [], budget }, [])).toBe(0);
  });
});

describe("toNewSource", () => {
  it("drops variables that the base URL no longer has", () => {
    expect(toNewSource({ ...begin(), baseUrl: "https://api.example" }).variables).toEqual({});
  });
});

describe("isComplete", () => {
  it("wants a value for every variable of the owner", () => {
    expect(isComplete(begin())).toBe(true);
    expect(isComplete({ ...begin(), variables: { region: { from: "owner", value: " " } } })).toBe(false);
    expect(isComplete({ ...begin(), variables: { region: { from: "grant", name: "region" } } })).toBe(true);
  });
  it("refuses a base URL with a query", () =>
    expect(isComplete({ ...begin(), baseUrl: "https://a.example?x" })).toBe(false));
});
