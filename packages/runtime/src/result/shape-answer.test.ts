import { expect, test } from "vitest";
import { shapeAnswer } from "./shape-answer.ts";

const shape = (body: string, given: { readonly maxResultCharacters: number; readonly hasOutputSchema: boolean }) =>
  shapeAnswer(
    { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) },
    { ...given, requestId: "req_0" },
  );
const members = (given: ReturnType<typeof shape>): Record<string, unknown> =>
  JSON.parse(`{${given.members}}`) as Record<string, unknown>;

test("structured content is the upstream's own object", () => {
  const shaped = shape('{"id":1}', { maxResultCharacters: 1_000, hasOutputSchema: true });
  expect(members(shaped)).toMatchObject({ structuredContent: { id: 1 }, isError: false });
});

test("an upstream cannot add members to a result, however long its text is", () => {
  const padding = "x".repeat(1_100_000);
  const body = `{"a":"${padding}"},"_meta":{"injected":true},"b":{}`;
  const shaped = shape(body, { maxResultCharacters: 2_000_000, hasOutputSchema: true });
  expect(shaped.outcome).toBe("upstream_error");
  expect(members(shaped)).not.toHaveProperty("_meta");
});

test("a text of megabytes is told from JSON by its ends, any other by every character", () => {
  const rules = { maxResultCharacters: 100_000, hasOutputSchema: false };
  const long = "x".repeat(1_000_001);
  const outcomes = (bodies: readonly string[]) => bodies.map((body) => shape(body, rules).outcome);
  expect(outcomes([`{"a":"${long}"}`, ` [["${long}"]]\n`, `"${long}"`, "17", "null", "[]"])).toEqual(
    Array(6).fill("ok"),
  );
  expect(outcomes([`{"a":"${long}`, `{"a":["${long}"]`, `<html>${long}</html>`, long, '{"a":}', "{} {}"])).toEqual(
    Array(6).fill("upstream_error"),
  );
  expect(shape(`{"a":"${"x".repeat(2_000)}","b":}`, rules).outcome).toBe("upstream_error");
});

test("what is spliced into a result is parsed, whatever its length", () => {
  const rules = { maxResultCharacters: 100_000, hasOutputSchema: true };
  expect(shape(`{"a":"${"x".repeat(2_000)}","b":}`, rules).outcome).toBe("upstream_error");
});
