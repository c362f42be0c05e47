import type { Egress } from "@breezeway/core";
import { EgressError } from "@breezeway/core";
import { expect, test } from "vitest";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { createSend } from "./send.ts";

const unreachable = () => new EgressError("upstream_failed", { message: "away", stage: "connecting" });

test("a defect in a probe gives its place back, so that the next call probes again", async () => {
  const state = { nowMs: 0, error: unreachable() as Error };
  const egress: Egress = {
    request: () => Promise.reject(state.error),
    check: () => undefined,
    close: () => Promise.resolve(),
  };
  const send = createSend({ egress, breaker: createCircuitBreaker(() => state.nowMs), now: () => state.nowMs });
  const call = () =>
    send({
      request: { method: "POST", url: "https://api.example.com/x", headers: {} },
      circuit: "ws https://api.example.com",
      timeoutMs: 1_000,
      maxResponseBytes: 1_000,
      signal: new AbortController().signal,
    });
  for (let failures = 0; failures < 5; failures += 1) await call();
  expect(await call()).toMatchObject({ reason: "circuit_open" });
  state.nowMs = 31_000;
  state.error = new TypeError("a defect");
  await expect(call()).rejects.toThrow("a defect");
  state.error = unreachable();
  expect(await call()).toMatchObject({ reason: "unreachable" });
});
