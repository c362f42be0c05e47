import { expect, test } from "vitest";
import { readSettledUrl, targetOf } from "./target.ts";

const origins = [
  "https://api.example",
  "http://127.0.0.1:8080",
  "https://[2001:db8::1]",
  "https://xn--bcher-kva.example",
];
const dots = ["/", "//", ".", "..", "/.", "/..", "%2e", "%2E", "/%2e%2e/", ".%2e", "/../", "/./"];
const marks = ["'", '"', "<", ">", "^", "`", "{", "}", "|", "[", "]", "@", ":", ";", "!", "$", "(", ")", "*", "+", "~"];
const others = [
  "%",
  "%zz",
  "%41",
  "\\",
  "#",
  "?",
  "&",
  "=",
  ",",
  " ",
  "\t",
  "\n",
  "\r",
  "\u0000",
  "é",
  "日",
  "-_aZ0",
  "/x",
];
const pieces = [...dots, ...marks, ...others];

/** Repeats itself: a failure can be looked at again. */
const createDice = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

test("a URL read without a parser is what the parser makes of it, 50,000 times (assurance 1, 13)", () => {
  const roll = createDice(7);
  let read = 0;
  for (let round = 0; round < 50_000; round += 1) {
    const length = Math.floor(roll() * 8);
    const tail = Array.from({ length }, () => pieces[Math.floor(roll() * pieces.length)] ?? "").join("");
    const text = `${origins[round % origins.length]}/a${tail}`;
    const target = readSettledUrl(text);
    if (target === undefined) continue;
    read += 1;
    expect(target, JSON.stringify(text)).toEqual(targetOf(new URL(text)));
  }
  expect(read).toBeGreaterThan(1_000);
});

test("an authority that a parser would read otherwise is no origin that a parser wrote", () => {
  for (const text of [
    "https://user@api.example/x",
    "https://api.example:443/x",
    "https://API.example/x",
    "http://0x7f.1/x",
    "http:\\\\127.0.0.1/x",
    "https://api.example\t/x",
    "https://api.example?@evil.example/x",
    "https:///api.example/x",
    "https:/api.example/x",
    "//api.example/x",
    "ftp://api.example/x",
  ]) {
    const parsed = URL.parse(text);
    const target = readSettledUrl(text);
    const isHarmless = target === undefined || parsed === null || target.origin !== parsed.origin;
    expect(isHarmless || parsed.protocol === "ftp:", text).toBe(true);
  }
});
