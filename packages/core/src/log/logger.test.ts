import { describe, expect, it } from "vitest";
import { Secret } from "../secret/secret.ts";
import { createLogger } from "./logger.ts";
import type { LogFields, LogLevel } from "./fields.ts";
import { redact } from "./redact.ts";

const collect = (level: LogLevel = "trace") => {
  const lines: string[] = [];
  const log = createLogger({ level, name: "test", destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? "null") as Record<string, unknown> };
};

const bearer = "Bearer eyJhbGciOiJkaXIifQ.canary-part.canary-tag";
const untyped = (fields: Record<string, unknown>) => fields as LogFields;

describe("a log line", () => {
  it("holds level, time, name, the allowed fields and the message", () => {
    const { log, last } = collect();
    log.info({ requestId: "req_1", status: 200, outcome: "ok" }, "Call answered.");
    expect(last()).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      name: "test",
      requestId: "req_1",
      status: 200,
      outcome: "ok",
      msg: "Call answered.",
    });
  });

  it("holds no other field, at any depth, in a child either", () => {
    const { log, lines } = collect();
    const hostile = untyped({
      Authorization: bearer,
      headers: { Authorization: bearer },
      body: "canary",
      args: ["canary"],
      requestId: { nested: "canary" },
      tool: ["canary"],
      path: Secret.of("canary"),
      __proto__: { code: "canary" },
    });
    log.info(hostile, "Hostile fields.");
    log.child(hostile).warn(hostile, "Hostile fields.");
    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain("canary");
  });

  it("holds of an error its name, code, message and stack, and the same of its causes", () => {
    const { log, last } = collect();
    const cause = Object.assign(new TypeError("inner"), { code: "E_INNER", headers: { authorization: bearer } });
    const error = Object.assign(new Error(`upstream said ${bearer}`, { cause }), {
      request: { token: "canary" },
      response: "canary",
    });
    log.error({ error }, "Call failed.");
    const logged = last()["error"] as Record<string, unknown>;
    expect(Object.keys(logged)).toEqual(["name", "message", "stack", "cause"]);
    expect(logged["stack"]).toContain("logger.test.ts");
    expect(logged["cause"]).toMatchObject({ name: "TypeError", code: "E_INNER", message: "inner" });
    expect(JSON.stringify(last())).not.toContain("canary");
  });

  it("says of a thrown value that is no error its type alone", () => {
    const { log, last } = collect();
    log.error({ error: "canary" }, "Odd.");
    expect(last()["error"]).toEqual({ name: "NotAnError", message: "A value of type string was thrown." });
  });

  it("is not written below the level", () => {
    const { log, lines } = collect("warn");
    log.info({}, "Quiet.");
    log.warn({}, "Loud.");
    expect(lines).toHaveLength(1);
  });

  it("stays one line and bounded, whatever stands in it", () => {
    const { log, lines } = collect();
    log.info({ reason: `a\nb\r\n${"x y ".repeat(50_000)}` }, "Long.");
    expect(lines[0]?.trimEnd()).not.toContain("\n");
    expect(lines[0]?.length).toBeLessThan(3_000);
  });
});

describe("redaction, the second net", () => {
  it.each([
    bearer,
    "authorization: BEARER canary-token-1",
    "Basic Y2FuYXJ5OmNhbmFyeQ==canary",
    "token eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..canary.canary.canary",
    "https://user:canary-pass@example.com/x",
    "https://example.com/cb?code=canary&state=canary",
    'body was {"access_token":"canary-x","client_secret": "canary"}',
    "refresh_token=canary",
    "password: canary",
    "ATATT3xFfGF0canary_canary_canary",
    "ghp_canarycanarycanarycanary",
    "https://example.com/?api_key=canary",
    `key ${"canary".repeat(10)}`,
  ])("takes the credential out of %j", (text) => expect(redact(text)).not.toContain("canary"));

  it.each([
    "Call answered in 12 ms.",
    "connect ECONNREFUSED 127.0.0.1:5432",
    "ws_0123456789abcdefghjkmnpqrs / req_0123456789abcdefghjkmnpqrs",
    "aac092e62bcbed57e7d24f3e60cdab84",
    "GET /wiki/api/v2/pages/{id}",
    "at run (/srv/breezeway/packages/core/dist/log/logger.js:12:3)",
  ])("leaves %j as it is", (text) => expect(redact(text)).toBe(text));

  it("takes no long time over hostile text", () => {
    const started = performance.now();
    for (const text of [
      "bearer ".repeat(1_000),
      "://".repeat(1_000),
      "eyJ".repeat(1_000),
      "?code=".repeat(1_000),
      "a".repeat(100_000),
    ])
      redact(text);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
