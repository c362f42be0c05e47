import { expect, test } from "vitest";
import type { RpcAnswer } from "../testing/mcp-client.ts";
import { against, policy } from "../testing/call-setting.ts";
import { answerJson } from "../testing/upstream.ts";

const oldest = { "mcp-protocol-version": "2025-03-26" };
const callOf = (id: number, pageId: number) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name: "get_page", arguments: { id: pageId } },
});
const answersOf = (text: string) => JSON.parse(text) as RpcAnswer[];

test("each item of a batch has its own answer, also where another is refused", async () => {
  const { client, api } = await against((response) => answerJson(response, 200, { ok: true }), {
    policy: policy({ callsPerMinutePerConnection: 2 }),
  });
  const batch = [callOf(1, 1), callOf(2, 2), callOf(3, 3), { jsonrpc: "2.0", id: 4, method: "ping" }];
  const answer = await client.raw(batch, oldest);
  const answers = answersOf(answer.text);
  expect([answer.status, api.received.length, answers.map(({ id }) => id)]).toEqual([200, 2, [1, 2, 3, 4]]);
  expect(answers.map(({ result }) => result !== undefined)).toEqual([true, true, false, true]);
  expect(answers[2]?.error?.message).toContain("Too many calls");
});

test("a token refused half-way does not take the answers of what was carried out", async () => {
  const { client } = await against((response, { url }) => answerJson(response, url.endsWith("/2") ? 401 : 200, {}));
  const answer = await client.raw([callOf(1, 1), callOf(2, 2)], oldest);
  const answers = answersOf(answer.text);
  expect([answer.status, answers[0]?.result?.isError, answers[1]?.error !== undefined]).toEqual([200, false, true]);
});

test("a batch that is refused as a whole is refused by HTTP, each item under its own id", async () => {
  const { client } = await against((response) => answerJson(response, 401, {}));
  const answer = await client.raw([callOf(1, 1), callOf(2, 2)], oldest);
  expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("Bearer")]);
  expect(answersOf(answer.text).map(({ id, error }) => [id, error !== undefined])).toEqual([
    [1, true],
    [2, true],
  ]);
});
