import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultPolicy } from "@breezeway/core";
import { startTestPlane } from "../testing/data-plane.ts";
import { manifest, operation, parameter, tool } from "../testing/manifest.ts";
import { createClient } from "../testing/mcp-client.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";
import type { TestUpstream } from "../testing/upstream.ts";
import { wordsOf } from "./bm25.ts";
import { createSearch } from "./search-tools.ts";

const id = parameter({ name: "id", in: "path", schema: { type: "integer" } });
const tools = [
  tool("get_page_by_id", operation({ method: "GET", path: "/pages/{id}", parameters: [id] }), {
    title: "Get a page",
    description: "Returns one page.",
  }),
  tool("list_labels", operation({ method: "GET", path: "/labels" }), {
    title: "List labels",
    description: "Returns labels of pages and blog posts.",
  }),
  tool("delete_page", operation({ method: "DELETE", path: "/pages/{id}", parameters: [id] }), {
    title: "Delete a page",
    description: "Moves a page to the trash.",
  }),
];

let api: TestUpstream;
beforeAll(async () => {
  api = await startUpstream((_, response) => answerJson(response, 200, { ok: true }));
});
afterAll(() => api.close());

const start = (readOnly = false) => {
  const plane = startTestPlane(
    manifest({ baseUrl: api.url, tools, presentation: "search", policy: { ...defaultPolicy, readOnly } }),
  );
  const client = createClient(plane.app);
  return { plane, use: (name: string, args: object) => client.modern("tools/call", { name, arguments: args }), client };
};

test("three tools stand for all", async () => {
  const { client } = start();
  const { json, text } = await client.modern("tools/list");
  expect(json.result?.tools?.map(({ name }) => name)).toEqual(["search_tools", "describe_tool", "call_tool"]);
  expect(text.length).toBeLessThan(8_000);
});

test("search finds by words, describe shows arguments, call runs", async () => {
  const { use, plane } = start();
  const found = JSON.parse((await use("search_tools", { query: "get pages" })).said) as { name: string }[];
  expect(found[0]?.name).toBe("get_page_by_id");
  expect(JSON.parse((await use("describe_tool", { name: "get_page_by_id" })).said)).toMatchObject({
    inputSchema: { type: "object" },
  });
  expect((await use("call_tool", { name: "get_page_by_id", arguments: '{"id":"7"}' })).said).toBe('{"ok":true}');
  expect(api.received.at(-1)?.url).toBe("/pages/7");
  await plane.flush();
  expect(plane.events.map(({ tool: name, outcome }) => [name, outcome])).toEqual([
    ["search_tools", "ok"],
    ["describe_tool", "ok"],
    ["get_page_by_id", "ok"],
  ]);
});

test("policies hold: what a read-only server leaves out is neither found, described nor run", async () => {
  const { use } = start(true);
  expect((await use("search_tools", { query: "delete page" })).said).not.toContain("delete_page");
  expect((await use("describe_tool", { name: "delete_page" })).json.result?.isError).toBe(true);
  expect((await use("call_tool", { name: "delete_page", arguments: { id: 1 } })).json.result?.isError).toBe(true);
});

test("the limits of a caller hold in search too", () => {
  const search = createSearch(tools);
  const limits = { readOnly: true };
  expect(search.answer({ name: "search_tools", args: { query: "page" }, limits })).toMatchObject({
    text: expect.not.stringContaining("delete_page") as unknown,
  });
  expect(search.answer({ name: "describe_tool", args: { name: "delete_page" }, limits })).toMatchObject({
    kind: "mistake",
  });
});

test("wrong use of the three is told", async () => {
  const { use } = start();
  expect((await use("search_tools", {})).said).toContain('"query" is required');
  expect((await use("call_tool", { arguments: {} })).said).toContain('"name" is required');
  expect((await use("call_tool", { name: "nope" })).said).toContain("There is no such tool");
  expect((await use("search_tools", { query: "zzz" })).said).toContain("No tool matches");
});

test("words are split and brought to one form", () => {
  expect(wordsOf("getPagesById the labels of entries_boxes")).toEqual(["get", "page", "id", "label", "entry", "box"]);
});
