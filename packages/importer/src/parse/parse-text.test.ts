import { describe, expect, it } from "vitest";
import { defaultLimits } from "../import-options.ts";
import { parseText } from "./parse-text.ts";

const parse = (text: string, limits = {}) => parseText(text, { ...defaultLimits, ...limits });

describe("assurance 7: parsing within limits", () => {
  it("refuses JSON nested 100,000 deep before building it", () => {
    const text = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(() => parse(`{"a":${text}}`)).toThrow(expect.objectContaining({ code: "too_large" }));
  });

  it("refuses YAML nested too deep, in flow and in block form", () => {
    expect(() => parse(`a: ${"[".repeat(50_000)}`)).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(() => parse(`${"- ".repeat(5_000)}x`)).toThrow(expect.objectContaining({ code: "too_large" }));
  });

  it("refuses an alias bomb within two seconds", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level += 1)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    const started = performance.now();
    expect(() => parse(lines.join("\n"))).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("refuses more values than the limit", () => {
    const text = JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index])));
    expect(() => parse(text, { maxKeys: 1_000 })).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(() => parse(text)).not.toThrow();
  });

  it("refuses a million keys within two seconds", () => {
    const text = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(",")}}`;
    const started = performance.now();
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: "too_large" }));
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("keeps dates, versions and codes as they are written", () => {
    expect(parse("date: 2024-01-02\nyes: yes\n200: {a: 1.0}").value).toEqual({
      date: "2024-01-02",
      yes: "yes",
      "200": { a: 1 },
    });
  });

  it("takes a byte order mark, comments and a closing bracket too far left", () => {
    expect(parse('\uFEFF{"a":1}').value).toEqual({ a: 1 });
    expect(parse("a:\n  example: {\n    x: 1\n  }\nb: 2").value).toEqual({ a: { example: { x: 1 } }, b: 2 });
  });

  it("keeps a key named __proto__ as a key", () => {
    const { value } = parse('{"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(value as object, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
