import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../secret/secret.ts";
import { generateKeyringEntry, parseKeyring } from "./parse-keyring.ts";
import { testKeyring } from "./test-keyring.ts";

const entry = (id: string, key = randomBytes(32).toString("base64")) => `${id}:${key}`;
const parse = (text: string) => parseKeyring(Secret.of(text));
const problemsOf = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.problems;
};

describe("a keyring", () => {
  it("seals with the first entry and knows them all", () => {
    const parsed = parse(`${entry("k2026b")}, ${entry("k2026a")}\n${entry("old-1")}`);
    expect(parsed).toMatchObject({ ok: true, keyring: { newestId: "k2026b", ids: ["k2026b", "k2026a", "old-1"] } });
  });

  it("takes what generateKeyringEntry makes, in base64url too", () => {
    const made = generateKeyringEntry(Date.UTC(2026, 0, 31)).reveal();
    expect(made).toMatch(/^k20260131[a-z]{2}:/);
    expect(parse(made).ok).toBe(true);
    expect(parse(made.replaceAll("+", "-").replaceAll("/", "_")).ok).toBe(true);
  });

  it("derives one key for each purpose and key id, the same each time", () => {
    const keyring = testKeyring("a", "b");
    const keys = ["seal/code", "seal/state", "secret_box"].flatMap((purpose) => [
      keyring.derive(purpose, "a"),
      keyring.derive(purpose, "b"),
    ]);
    expect(new Set(keys.map((key) => key.export().toString("hex"))).size).toBe(6);
    expect(keyring.derive("seal/code", "a")).toBe(keys[0]);
    expect(testKeyring("a").derive("seal/code", "a").export()).toEqual(keys[0]?.export());
    expect(() => keyring.derive("seal/code", "c")).toThrow('no key "c"');
  });

  it("shows no key material", () => {
    const key = randomBytes(32);
    const parsed = parse(entry("k1", key.toString("base64")));
    const shown = inspect(parsed, { depth: 9, showHidden: true }) + JSON.stringify(parsed);
    for (const text of [key.toString("base64"), key.toString("hex"), key.subarray(0, 4).toString("hex")])
      expect(shown).not.toContain(text);
  });

  it.each([
    ["nothing", "", /no key/],
    ["no id", randomBytes(32).toString("base64"), /not of the form/],
    ["a short key", entry("k1", randomBytes(16).toString("base64")), /16 bytes; 32 are needed/],
    ["a long key", entry("k1", randomBytes(33).toString("base64")), /33 bytes/],
    ["zeroes", entry("k1", Buffer.alloc(32).toString("base64")), /example/],
    ["a pattern", entry("k1", Buffer.from("0123456789abcdef".repeat(4), "hex").toString("base64")), /example/],
    ["counting bytes", entry("k1", Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64")), /count/],
    ["readable text", entry("k1", Buffer.from("change-me-change-me-please-1234!").toString("base64")), /readable text/],
    ["a strange id", entry("K 1"), /not of the form|id/],
    ["an id twice", `${entry("k1")},${entry("k1")}`, /appears twice/],
  ])("refuses %s", (_name, text, problem) => {
    const problems = problemsOf(text);
    expect(problems.join(" ")).toMatch(problem);
    expect(problems.join(" ")).not.toContain(text.split(":")[1] ?? "no material");
  });

  it("says all problems at once", () => expect(problemsOf("a:AAAA,b:BBBB,no")).toHaveLength(3));
});
