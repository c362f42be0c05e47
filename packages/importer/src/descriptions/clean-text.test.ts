import { describe, expect, it } from "vitest";
import { annotate } from "../annotations/annotate.ts";
import { readPage } from "../loader/read-page.ts";
import { describeShown } from "../schemas/shown-text.ts";
import { cleanText, shorten } from "./clean-text.ts";
import { withoutEcho } from "./without-echo.ts";

describe("descriptions", () => {
  it("lose HTML and Markdown and keep their words", () => {
    expect(cleanText("<p>Get a <b>page</b>.</p><ul><li>One</li><li>Two &amp; three</li></ul>")).toBe(
      "Get a page.\n- One\n- Two & three",
    );
    expect(
      cleanText("## Title\n\nSee the [guide](https://x.test/a) and **bold** text.\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
    ).toBe("Title\nSee the guide and bold text.\na · b\n1 · 2");
    expect(cleanText("a <= b and c > d; use <id> here")).toBe("a <= b and c > d; use <id> here");
  });

  it("are cut at a sentence, else at a word, never inside a character", () => {
    expect(shorten("A sentence without any end that goes on and on and on", 40)).toBe(
      "A sentence without any end that goes…",
    );
    expect(shorten("This sentence is long enough to stand by itself. Another.", 52)).toBe(
      "This sentence is long enough to stand by itself.",
    );
    expect(shorten("😀".repeat(30), 20)).toMatch(/^(?:😀)+…$/u);
  });

  it("do not say the same twice", () => {
    expect(withoutEcho("Get page by id.", "Returns a specific page.").first).toBe("Get page by id.");
    expect(withoutEcho("Get pages.", "Returns all pages of a space.\nMore.")).toEqual({
      first: "Returns all pages of a space.",
      rest: "More.",
    });
    expect(withoutEcho("Copy page.", "Links are kept.")).toEqual({ first: "Copy page.", rest: "Links are kept." });
  });

  it("leave out pointers to what a model never sees", () => {
    expect(describeShown("Includes labels, as defined in the `Label` object.", [], 100)).toBe("Includes labels");
  });

  it("assurance 11: hostile texts cost no more than 50 ms each", () => {
    const hostile = [
      "<a".repeat(20_000),
      "<script ".repeat(5_000),
      "<!--".repeat(10_000),
      "[".repeat(20_000),
      "[a](".repeat(10_000),
      "![a](".repeat(10_000),
      "**a".repeat(10_000),
      "*a ".repeat(10_000),
      "__".repeat(20_000),
      "|".repeat(20_000),
      `|${"-|".repeat(10_000)}`,
      ` ${" ".repeat(50_000)}x`,
      "\n".repeat(50_000),
      "&#".repeat(20_000),
      "&amp".repeat(20_000),
      "```".repeat(10_000),
      "> ".repeat(20_000),
      "#".repeat(20_000),
      "- ".repeat(20_000),
      "a.".repeat(20_000),
      "as defined in the ".repeat(5_000),
      "in the Link ".repeat(5_000),
      "X-Token: no-check".repeat(3_000),
      "does not modify any ".repeat(3_000),
      "\u0000\uD800".repeat(10_000),
    ];
    cleanText(hostile[0] ?? "");
    for (const text of hostile) {
      const started = process.threadCpuUsage().user;
      describeShown(text, [], 200);
      withoutEcho(text.slice(0, 200), text);
      annotate({ method: "POST", operationId: text.slice(0, 100), summary: text, description: text, raw: {} });
      const spentMs = (process.threadCpuUsage().user - started) / 1_000;
      expect([text.slice(0, 12), spentMs < 50]).toEqual([text.slice(0, 12), true]);
    }
  });

  it("read hostile pages in time that grows with their length", () => {
    for (const text of [
      "<script ".repeat(50_000),
      "<redoc ".repeat(50_000),
      '<link rel="'.repeat(30_000),
      "url: '".repeat(50_000),
      '{"openapi":"3.'.repeat(20_000),
      "{".repeat(200_000),
    ]) {
      const started = performance.now();
      readPage(text, "https://acme.test/");
      expect([text.slice(0, 12), performance.now() - started < 3_000]).toEqual([text.slice(0, 12), true]);
    }
  });
});
