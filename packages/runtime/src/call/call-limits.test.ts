import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { against, policy } from "../testing/call-setting.ts";
import { testConfig } from "../testing/data-plane.ts";
import { answerJson } from "../testing/upstream.ts";

const strictConfig = { ...testConfig, auditMode: "strict" } as const;

describe("limits", () => {
  test("a connection that calls too often is told to wait", async () => {
    const { call, plane } = await against((response) => answerJson(response, 200, {}), {
      policy: policy({ callsPerMinutePerConnection: 2 }),
    });
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    const refused = await call();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    expect(refused.json.error).toBeDefined();
    plane.advance(30_000);
    expect((await call()).status).toBe(200);
    await plane.flush();
    expect(plane.events.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "rate_limited", "ok"]);
  });

  test("a server takes only so many calls at once", async () => {
    const waiting: ServerResponse[] = [];
    const { call } = await against((response) => waiting.push(response), { policy: policy({ maxConcurrentCalls: 1 }) });
    const first = call();
    await expect.poll(() => waiting.length).toBe(1);
    expect((await call()).status).toBe(503);
    for (const response of waiting) answerJson(response, 200, {});
    expect((await first).status).toBe(200);
  });

  test("a read-only server neither lists nor runs what writes", async () => {
    const { client } = await against((response) => answerJson(response, 200, {}), {
      policy: policy({ readOnly: true }),
    });
    expect((await client.modern("tools/list")).json.result?.tools?.map(({ name }) => name)).toEqual(["get_page"]);
    expect((await client.modern("tools/call", { name: "make_page", arguments: { title: "T" } })).json.error?.code).toBe(
      -32602,
    );
  });
});

describe("the record", () => {
  test("strict: nothing is sent before the intent is durable", async () => {
    const order: string[] = [];
    const sink = {
      writeIntents: () => Promise.resolve(void order.push("intent")),
      writeEvents: () => Promise.resolve(void order.push("outcome")),
    };
    const { call } = await against(
      (response) => {
        order.push("sent");
        answerJson(response, 200, {});
      },
      {},
      { audit: sink, config: strictConfig },
    );
    await call();
    expect(order).toEqual(["intent", "sent", "outcome"]);
  });

  test("strict: a call whose intent cannot be written is not made", async () => {
    const { api, call } = await against(
      (response) => answerJson(response, 200, {}),
      {},
      {
        audit: { writeIntents: () => Promise.reject(new Error("away")), writeEvents: () => Promise.resolve() },
        config: strictConfig,
      },
    );
    const { status, json, headers } = await call();
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(json.error?.message).toContain("so this one was not made");
    expect(api.received).toHaveLength(0);
  });

  test("strict: a frozen database refuses each call within one deadline (assurance 52)", async () => {
    let writes = 0;
    const freeze = () => {
      writes += 1;
      return new Promise<void>(() => undefined);
    };
    const { api, call } = await against(
      (response) => answerJson(response, 200, {}),
      {},
      { audit: { writeIntents: freeze, writeEvents: freeze }, config: strictConfig },
    );
    const timed = async () => {
      const askedAt = performance.now();
      const { status } = await call();
      return { status, isInTime: performance.now() - askedAt < 2_250 };
    };
    const first = timed();
    await expect.poll(() => writes).toBe(1);
    expect(await Promise.all([first, timed()])).toEqual([
      { status: 503, isInTime: true },
      { status: 503, isInTime: true },
    ]);
    expect(api.received).toHaveLength(0);
  });

  test("strict: an outcome that cannot be written is answered as executed, do not retry", async () => {
    const { call } = await against(
      (response) => answerJson(response, 200, {}),
      {},
      {
        audit: { writeIntents: () => Promise.resolve(), writeEvents: () => Promise.reject(new Error("away")) },
        config: strictConfig,
      },
    );
    const { said, json } = await call();
    expect([json.result?.isError, said]).toEqual([
      true,
      expect.stringContaining("was executed, but its record could not be written yet. Do not retry it"),
    ]);
  });
});
