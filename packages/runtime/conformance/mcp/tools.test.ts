import type { ServerResponse } from "node:http";
import { CallToolResultSchema, ListToolsResultSchema } from "@modelcontextprotocol/core";
import { afterEach, describe, expect, test } from "vitest";
import { startTestPlane } from "../../src/testing/data-plane.ts";
import { manifest, operation, parameter, tool } from "../../src/testing/manifest.ts";
import { createClient } from "../../src/testing/mcp-client.ts";
import { answerJson, startUpstream } from "../../src/testing/upstream.ts";
import type { TestUpstream } from "../../src/testing/upstream.ts";

const eras = ["modern", "legacy"] as const;
const open: TestUpstream[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const getPage = tool(
  "get_page",
  operation({
    method: "GET",
    path: "/pages/{id}",
    parameters: [parameter({ name: "id", in: "path", schema: { type: "integer" } })],
  }),
  { scopes: ["read:page:confluence", "read:space:confluence"] },
);

const against = async (answer: (response: ServerResponse) => void) => {
  const api = await startUpstream((_, response) => answer(response));
  open.push(api);
  const plane = startTestPlane(manifest({ baseUrl: api.url, tools: [getPage] }));
  return { plane, client: createClient(plane.app) };
};

test("tools are listed as the protocol wants them, with all four hints [tools-annotations]", async () => {
  const { client } = await against((response) => answerJson(response, 200, {}));
  for (const era of eras) {
    const { json } = await client[era]("tools/list");
    const { tools } = ListToolsResultSchema.parse(json.result);
    expect(tools[0]).toMatchObject({
      name: "get_page",
      inputSchema: { type: "object" },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    });
  }
});

test("long lists come in pages, in a fixed order, and foreign cursors are refused [tools-pagination]", async () => {
  const tools = Array.from({ length: 600 }, (_, index) =>
    tool(`tool_${index}`, operation({ method: "GET", path: `/t/${index}` })),
  );
  const plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9", tools }));
  const client = createClient(plane.app);
  for (const era of eras) {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { json } = await client[era]("tools/list", cursor === undefined ? {} : { cursor });
      names.push(...(json.result?.tools ?? []).map(({ name }) => name));
      cursor = json.result?.nextCursor;
    } while (cursor !== undefined);
    expect(names).toEqual(tools.map(({ name }) => name));
    for (const bad of ["nonsense", "", 5, Buffer.from("other.1").toString("base64url")]) {
      const answer = await client[era]("tools/list", { cursor: bad });
      expect([answer.status, answer.json.error?.code]).toEqual([200, -32602]);
    }
  }
});

test("an unknown tool is an error of JSON-RPC [tools-unknown]", async () => {
  const { client, plane } = await against((response) => answerJson(response, 200, {}));
  for (const era of eras) {
    const answer = await client[era]("tools/call", { name: "no_such_tool", arguments: {} });
    expect([answer.status, answer.json.error?.code]).toEqual([200, -32602]);
  }
  await plane.flush();
  expect(plane.events).toMatchObject([
    { outcome: "unknown_tool", tool: "" },
    { outcome: "unknown_tool", tool: "" },
  ]);
});

test("wrong arguments are a result that says what is right [tools-arguments]", async () => {
  const { client, plane } = await against((response) => answerJson(response, 200, {}));
  for (const era of eras) {
    const answer = await client[era]("tools/call", { name: "get_page", arguments: { id: "abc" } });
    expect(answer.status).toBe(200);
    expect(CallToolResultSchema.parse(answer.json.result).isError).toBe(true);
    expect(answer.said).toContain('id must be a whole number, but is "abc"');
  }
  await plane.flush();
  expect(plane.events.map(({ outcome }) => outcome)).toEqual(["invalid_arguments", "invalid_arguments"]);
});

describe("the 401 rule", () => {
  test.each(eras)("a token that the API refuses is an HTTP 401 (%s) [upstream-401]", async (era) => {
    const { client, plane } = await against((response) =>
      answerJson(response, 401, { code: 401, message: "Unauthorized" }),
    );
    const answer = await client[era]("tools/call", { name: "get_page", arguments: { id: 1 } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect(answer.json.error).toBeDefined();
    await plane.flush();
    expect(plane.events).toMatchObject([{ outcome: "unauthenticated", upstreamStatus: 401 }]);
  });

  test.each(eras)(
    "a 401 that speaks of scope is a 403 with the operation's scopes (%s) [insufficient-scope]",
    async (era) => {
      const { client, plane } = await against((response) =>
        answerJson(response, 401, { code: 401, message: "Unauthorized; scope does not match" }),
      );
      const answer = await client[era]("tools/call", { name: "get_page", arguments: { id: 1 } });
      expect(answer.status).toBe(403);
      const challenge = answer.headers.get("www-authenticate");
      expect(challenge).toContain('error="insufficient_scope"');
      expect(challenge).toContain('scope="read:page:confluence read:space:confluence"');
      await plane.flush();
      expect(plane.events).toMatchObject([{ outcome: "insufficient_scope", upstreamStatus: 401 }]);
    },
  );
});
