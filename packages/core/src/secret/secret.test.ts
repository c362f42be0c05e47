import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

const canary = "canary-4f1d";
const secret = Secret.of(canary);

describe("a secret", () => {
  it("gives its text to reveal() alone", () => expect(secret.reveal()).toBe(canary));

  it.each([
    ["JSON", () => JSON.stringify({ secret, list: [secret] })],
    ["inspect", () => inspect({ secret }, { depth: 9, showHidden: true })],
    ["inspect without custom functions", () => inspect(secret, { customInspect: false, showHidden: true })],
    ["format", () => format("%s %j %o %O", secret, secret, secret, secret)],
    ["a template string", () => `text ${secret as unknown as string}`],
    ["concatenation", () => "text ".concat(secret as unknown as string)],
    ["a join", () => [secret, secret].join()],
    [
      "its properties",
      () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret), Object.assign({}, secret)]),
    ],
    ["an error's message", () => new Error(`Bad ${String(secret)}`).stack ?? ""],
    ["a structured clone", () => inspect(structuredClone(Object.assign({}, secret)))],
  ])("is not shown by %s", (_name, show) => expect(show()).not.toContain(canary));
});
