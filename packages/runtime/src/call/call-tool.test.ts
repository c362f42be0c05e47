import { afterEach, expect, test } from "vitest";
import { startTestPlane } from "../testing/data-plane.ts";
import { manifest, operation, parameter, tool } from "../testing/manifest.ts";
import { createClient } from "../testing/mcp-client.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";
import type { TestUpstream } from "../testing/upstream.ts";

const upstreams: TestUpstream[] = [];
const upstream = async (...given: Parameters<typeof startUpstream>): Promise<TestUpstream> => {
  const started = await startUpstream(...given);
  upstreams.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(upstreams.splice(0).map((one) => one.close()));
});

const getPage = tool(
  "get_page",
  operation({
    method: "GET",
    path: "/pages/{id}",
    parameters: [
      parameter({ name: "id", in: "path", schema: { type: "integer", format: "int64" } }),
      parameter({
        name: "body-format",
        argument: "body_format",
        in: "query",
        schema: { type: "string", enum: ["storage", "view"] },
      }),
    ],
  }),
  { scopes: ["read:page:confluence"] },
);

for (const era of ["modern", "legacy"] as const) {
  test(`carries the caller's token to the API and its answer back (${era})`, async () => {
    const api = await upstream((_, response) => answerJson(response, 200, { id: "42", title: "Runbook" }));
    const plane = startTestPlane(manifest({ baseUrl: `${api.url}/wiki/api/v2`, tools: [getPage] }));
    const client = createClient(plane.app);

    const listed = await client[era]("tools/list");
    expect(listed.json.result?.tools?.map(({ name }) => name)).toEqual(["get_page"]);

    const called = await client[era]("tools/call", {
      name: "get_page",
      arguments: { id: "42", body_format: "STORAGE" },
    });
    expect(called.status).toBe(200);
    expect(called.json.result?.isError).toBe(false);
    expect(JSON.parse(called.said)).toEqual({ id: "42", title: "Runbook" });
    expect(called.json.result?.resultType).toBe(era === "modern" ? "complete" : undefined);

    expect(api.received).toHaveLength(1);
    expect(api.received[0]?.url).toBe("/wiki/api/v2/pages/42?body-format=storage");
    expect(api.received[0]?.headers.authorization).toBe("Bearer user-token-not-real");

    await plane.flush();
    expect(plane.events).toMatchObject([
      { tool: "get_page", outcome: "ok", upstreamStatus: 200, method: "GET", pathTemplate: "/pages/{id}" },
    ]);
    expect(JSON.stringify([plane.events, plane.sightings, plane.logLines])).not.toContain("user-token-not-real");
  });
}
