import { describe, expect, it } from "vitest";
import { readResult, readUpstream, withoutUpstream } from "./read-result.ts";

describe("withoutUpstream", () => {
  const seen = { "breezeway/upstream": { retries: 0 } };
  it("shows what a client of the published server would get", () => {
    expect(withoutUpstream({ id: 1, result: { content: [], _meta: { a: 1, ...seen } } })).toEqual({
      id: 1,
      result: { content: [], _meta: { a: 1 } },
    });
    expect(withoutUpstream({ result: { content: [], _meta: seen } })).toEqual({ result: { content: [] } });
    expect(withoutUpstream({ error: { code: 1, data: seen } })).toEqual({ error: { code: 1 } });
    expect(withoutUpstream("text")).toBe("text");
  });
});

describe("readResult", () => {
  it("gives text, images and structured content", () => {
    const body = {
      result: {
        content: [
          { type: "text", text: "hello" },
          { type: "image", data: "AA==", mimeType: "image/png" },
        ],
        structuredContent: { id: 1 },
        isError: false,
      },
    };
    expect(readResult(200, body)).toEqual({
      state: "ok",
      parts: [
        { kind: "text", text: "hello" },
        { kind: "image", text: "data:image/png;base64,AA==" },
      ],
      structured: { id: 1 },
    });
  });
  it("reads a lone JSON text as data too", () => {
    const body = { result: { content: [{ type: "text", text: '{"id":1}' }] } };
    expect(readResult(200, body).structured).toEqual({ id: 1 });
  });
  it("tells a tool's error from a refusal", () => {
    expect(readResult(200, { result: { content: [], isError: true } }).state).toBe("tool_error");
    expect(readResult(401, { error: { message: "Sign in." } })).toMatchObject({
      state: "refused",
      parts: [{ text: "Sign in." }],
    });
    expect(readResult(200, { error: { code: -32602, message: "Unknown tool." } }).state).toBe("protocol_error");
  });
  it("shows an answer that is no JSON as it is", () => {
    expect(readResult(502, "Bad gateway").parts).toEqual([{ kind: "text", text: "Bad gateway" }]);
  });
});

describe("readUpstream", () => {
  it("finds the exchange with the API in a result and in a refusal", () => {
    const exchange = { status: 404 };
    expect(readUpstream({ result: { _meta: { "breezeway/upstream": exchange } } })).toEqual(exchange);
    expect(readUpstream({ error: { data: { "breezeway/upstream": exchange } } })).toEqual(exchange);
    expect(readUpstream({ result: {} })).toBeUndefined();
  });
});
